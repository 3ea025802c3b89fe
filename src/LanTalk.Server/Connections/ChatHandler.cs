using LanTalk.Server.Security;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Connections;

/// <summary>The life of a connection that speaks the chat's wire: authenticated, chatting.</summary>
internal sealed class ChatHandler(Authenticator authenticator, SessionRunner sessions)
{
    /// <summary>Serves a connection, inside TLS or not, to its end.</summary>
    public async Task ServeAsync(ChatConnection connection)
    {
        connection.Stage = ConnectionStage.Chat;
        if (await authenticator.AuthenticateAsync(connection) is { } login)
        {
            await sessions.RunAsync(connection, login);
        }
    }
}
