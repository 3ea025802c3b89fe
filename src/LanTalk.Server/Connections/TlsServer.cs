using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using LanTalk.Server.Identity;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Connections;

/// <summary>The server's side of TLS: version 1.3 only, with the server's own certificate.</summary>
internal sealed partial class TlsServer(
    ServerIdentity identity, BrowserCertificate forBrowsers, HandshakeGate gate, ConnectionMetrics metrics, TimeProvider time, ILogger<TlsServer> logger)
{
    // No client can resume. The platform ties that to OpenSSL's context: options that allow resumption share one context, options that do not get a
    // new one of 11 KiB per connection. So clients that do not ask to resume share a context, and one that asks gets a context that cannot open its
    // ticket.
    private readonly SslServerAuthenticationOptions _shared = Options(OwnContext(identity), isShared: true);
    private readonly SslServerAuthenticationOptions _alone = Options(OwnContext(identity), isShared: false);
    private readonly SslServerAuthenticationOptions? _browser = forBrowsers.Context is { } context
        ? Options(context, isShared: false, isForBrowsers: true) : null;

    /// <summary>Waits for a handshake slot, does the handshake, and puts TLS between the transport and its user. Null if it fails.</summary>
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
            // Old versions, other protocols, garbage, or a closed connection. Every exception is caught: on records that are too short the platform's
            // own parser reads past their end and throws exceptions meant for programming errors.
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
        var encrypted = new TlsConnection(connection.Transport, stream, time);
        (connection.Input, connection.Output) = (encrypted.Input, new TlsOutput(stream, wire, connection.Output));
        connection.ChannelBinding = identity.Fingerprint.Hash;
        return encrypted;
    }

    private static SslStreamCertificateContext OwnContext(ServerIdentity identity) =>
        SslStreamCertificateContext.Create(identity.Certificate, additionalCertificates: null, offline: true);

    private static SslServerAuthenticationOptions Options(SslStreamCertificateContext certificate, bool isShared, bool isForBrowsers = false) => new()
    {
        EnabledSslProtocols = SslProtocols.Tls13,
        ServerCertificateContext = certificate,

        // No HTTP/2: one small page does not need it, and it is a large attack surface.
        ApplicationProtocols = isForBrowsers ? [SslApplicationProtocol.Http11] : [TlsConnection.Chat, TlsConnection.Files, SslApplicationProtocol.Http11],
        AllowTlsResume = isShared,
    };

    private async ValueTask<SslServerAuthenticationOptions> OptionsForAsync(ChatConnection connection)
    {
        if (_browser is not null && !await AsksForVersion3Async(connection))
        {
            return _browser;
        }

        return AsksForNoResumption(connection) ? _shared : _alone;
    }

    private static async ValueTask<bool> AsksForVersion3Async(ChatConnection connection)
    {
        while (true)
        {
            var result = await connection.Input.ReadAsync();
            var asks = ClientHello.AsksForVersion3(result.Buffer);

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

        // Not marked as examined, so that the handshake sees it at once.
        var asksForNone = ClientHello.AsksForNoResumption(result.Buffer);
        connection.Input.AdvanceTo(result.Buffer.Start);
        return asksForNone;
    }

    [LoggerMessage(LogLevel.Debug, "TLS with {Address} failed: {Cause}")]
    private partial void LogFailed(IPAddress address, string cause);
}
