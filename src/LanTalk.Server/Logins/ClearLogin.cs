using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;
using LanTalk.Server.Transports;

namespace LanTalk.Server.Logins;

/// <summary>The login of version 2: a name and the password in the clear.</summary>
internal sealed class ClearLogin(ServerPassword password, GuessBrake brake, LoginLines lines)
{
    /// <summary>The server's first message.</summary>
    public AuthRequest Request() => new(lines.Now, password.IsSet);

    /// <summary>Checks a login whose name is valid; null if it was refused, and the client was told why.</summary>
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
