using LanTalk.Client.Connecting;
using LanTalk.Protocol.Messages;

namespace LanTalk.Client.LoggingIn;

/// <summary>The login of version 2: name and password in the clear, to any server.</summary>
internal sealed class ClearLogin(ServerConnection connection, LoginRequest request)
{
    /// <exception cref="ConnectException">The other end is not a LanTalk server, or it went away.</exception>
    public async Task<LoginResult> LogInAsync(CancellationToken cancellationToken)
    {
        if (await connection.ReadWithinAsync(request.Timeout, cancellationToken) is not AuthRequest greeting)
        {
            throw new ConnectException("What answered there is not a LanTalk server.");
        }

        request.Admit(new ServerIntroduction(null, greeting.ServerName, greeting.NeedsPassword));
        if (greeting.NeedsPassword && request.Password is null)
        {
            return LoginResult.NoPassword;
        }

        var login = new Login(request.Name, greeting.NeedsPassword ? request.Password : null);
        return await connection.AskAsync(login, request.Timeout + LoginRequest.Checking, cancellationToken) switch
        {
            AuthOk welcome => new LoginResult(welcome, null),
            AuthFail refusal => new LoginResult(null, refusal),
            _ => throw new ConnectException("The server closed the connection during the login."),
        };
    }
}
