using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using LanTalk.Server.Identity;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Connections;

/// <summary>The server's side of TLS: version 1.3 and nothing older, with the server's own certificate.</summary>
internal sealed partial class TlsServer(
    ServerIdentity identity, BrowserCertificate forBrowsers, HandshakeGate gate, ConnectionMetrics metrics, TimeProvider time, ILogger<TlsServer> logger)
{
    // Nobody resumes. The platform couples that with the context of OpenSSL: whoever may resume shares it with the others, and whoever may not has
    // one of its own, which takes 11 KiB. So clients that do not ask share one, and a client that asks meets a context which cannot open its ticket.
    private readonly SslServerAuthenticationOptions _shared = Options(OwnContext(identity), isShared: true);
    private readonly SslServerAuthenticationOptions _alone = Options(OwnContext(identity), isShared: false);
    private readonly SslServerAuthenticationOptions? _browser = forBrowsers.Context is { } context ? Options(context, isShared: false, isForBrowsers: true) : null;

    /// <summary>Does the handshake when its turn comes, and puts TLS between the transport and whoever uses it. Null if it fails.</summary>
    public async Task<TlsConnection?> AcceptAsync(ChatConnection connection)
    {
        if (!await gate.EnterAsync(connection.Address, connection.Transport.ConnectionClosed))
        {
            return null;
        }

        var wire = new TransportStream(connection.Input, connection.Output);
        var stream = new SslStream(wire);
        try
        {
            await stream.AuthenticateAsServerAsync(await OptionsForAsync(connection));
        }
        catch (Exception e)
        {
            // Old versions, other protocols, nonsense, or gone. All of them: on records that are too short the platform's own parser reads
            // past their end, and throws what is meant for a programmer.
            metrics.CountHandshake(succeeded: false);
            LogFailed(connection.Address, e.Message);
            await stream.DisposeAsync();
            return null;
        }
        finally
        {
            gate.Leave(connection.Address);
        }

        metrics.CountHandshake(succeeded: true);
        connection.Output = new TlsOutput(stream, wire, connection.Output);
        connection.ChannelBinding = identity.Fingerprint.Hash;
        return new TlsConnection(connection.Transport, stream, time);
    }

    private static SslStreamCertificateContext OwnContext(ServerIdentity identity) =>
        SslStreamCertificateContext.Create(identity.Certificate, additionalCertificates: null, offline: true);

    private static SslServerAuthenticationOptions Options(SslStreamCertificateContext certificate, bool isShared, bool isForBrowsers = false) => new()
    {
        EnabledSslProtocols = SslProtocols.Tls13,
        ServerCertificateContext = certificate,

        // No HTTP/2: one small page has no use for it, and it is a large door.
        ApplicationProtocols = isForBrowsers ? [SslApplicationProtocol.Http11] : [TlsConnection.Chat, SslApplicationProtocol.Http11],
        AllowTlsResume = isShared,
    };

    private async ValueTask<SslServerAuthenticationOptions> OptionsForAsync(ChatConnection connection)
    {
        if (_browser is not null && !await AsksForChatAsync(connection))
        {
            return _browser;
        }

        return AsksForNoResumption(connection) ? _shared : _alone;
    }

    private static async ValueTask<bool> AsksForChatAsync(ChatConnection connection)
    {
        while (true)
        {
            var result = await connection.Input.ReadAsync();
            var asks = ClientHello.AsksForChat(result.Buffer);

            // Left where it is, so that the handshake sees it at once.
            connection.Input.AdvanceTo(result.Buffer.Start, asks is null ? result.Buffer.End : result.Buffer.Start);
            if (asks is not null || result.IsCompleted)
            {
                return asks == true;
            }
        }
    }

    private static bool AsksForNoResumption(ChatConnection connection)
    {
        if (!connection.Input.TryRead(out var result))
        {
            return false;
        }

        // Not examined either, so that the handshake sees it at once.
        var asksForNone = ClientHello.AsksForNoResumption(result.Buffer);
        connection.Input.AdvanceTo(result.Buffer.Start);
        return asksForNone;
    }

    [LoggerMessage(LogLevel.Debug, "TLS with {Address} failed: {Cause}")]
    private partial void LogFailed(IPAddress address, string cause);
}
