using LanTalk.Server.Logins;
using LanTalk.Server.Transports;

namespace LanTalk.Server.Serving;

/// <summary>The life of a transport that speaks the chat's wire: authenticated, chatting.</summary>
internal sealed class ChatHandler(Authenticator authenticator, SessionRunner sessions) : ITransportHandler
{
    /// <inheritdoc/>
    public async Task ServeAsync(ITransport transport)
    {
        if (await authenticator.AuthenticateAsync(transport) is { } login)
        {
            await sessions.RunAsync(transport, login);
        }
    }
}
