using LanTalk.Server.Dialects;
using LanTalk.Server.Logins;
using LanTalk.Server.Transports;

namespace LanTalk.Server.Serving;

/// <summary>Runs a transport that speaks the chat protocol: first the login, then the session.</summary>
internal sealed class ChatHandler(Authenticator authenticator, SessionRunner sessions) : ITransportHandler
{
    /// <inheritdoc/>
    public async Task ServeAsync(ITransport transport)
    {
        var dialect = transport.IsEncrypted ? Dialect.Json3 : Dialect.Json2;
        if (await authenticator.AuthenticateAsync(transport) is { } login)
        {
            await sessions.RunAsync(transport, dialect, login);
        }
    }
}
