using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;
using LanTalk.Server.Transports;

namespace LanTalk.Server.Logins;

/// <summary>The login of version 2: a name, and the password as it is.</summary>
internal sealed class ClearLogin(ServerPassword password, GuessBrake brake, LoginLines lines)
{
    /// <summary>What the server says first.</summary>
    public AuthRequest Request() => new(lines.Now, password.IsSet);

    /// <summary>Checks a login whose name keeps the rules; null if it is wrong, and the other end was told so.</summary>
    public async Task<AcceptedLogin?> CheckAsync(ITransport connection, Login login)
    {
        if (password.IsSet)
        {
            if (login.Password is not { } candidate)
            {
                await brake.RefuseMissingAsync(connection);
                return null;
            }

            using var attempt = await brake.TryBeginAsync(connection);
            if (attempt is null || connection.Refusal is not null)
            {
                return null;
            }

            if (!await brake.ComputeAsync(connection, attempt, verifier => verifier.Matches(candidate), isSlow: true))
            {
                await brake.RefuseAsync(connection, attempt);
                return null;
            }

            brake.Accept(attempt);
        }

        return new AcceptedLogin(UserName.Compose(login.UserName));
    }
}
