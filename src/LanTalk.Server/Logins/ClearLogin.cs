using LanTalk.Protocol.Messages;
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
            if (!await brake.TryBeginAsync(connection))
            {
                return null;
            }

            if (login.Password is not { } candidate || !await password.ComputeAsync(verifier => verifier.Matches(candidate)))
            {
                await brake.RefuseAsync(connection, isMissing: login.Password is null);
                return null;
            }

            brake.Succeeded(connection);
        }

        return new AcceptedLogin(login.UserName);
    }
}
