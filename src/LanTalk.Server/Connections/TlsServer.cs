using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using LanTalk.Server.Identity;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Connections;

/// <summary>The server's side of TLS: version 1.3 and nothing older, with the server's own certificate.</summary>
internal sealed partial class TlsServer(
    ServerIdentity identity, HandshakeGate gate, ConnectionMetrics metrics, TimeProvider time, ILogger<TlsServer> logger)
{
    // Nobody resumes. The platform couples that with the context of OpenSSL: whoever may resume shares it with the others, and whoever may not has
    // one of its own, which takes 11 KiB. So clients that do not ask share one, and a client that asks meets a context which cannot open its ticket.
    private readonly SslServerAuthenticationOptions _shared = Options(identity, isShared: true);
    private readonly SslServerAuthenticationOptions _alone = Options(identity, isShared: false);

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
            await stream.AuthenticateAsServerAsync(AsksForNoResumption(connection) ? _shared : _alone);
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

    private static SslServerAuthenticationOptions Options(ServerIdentity identity, bool isShared) => new()
    {
        EnabledSslProtocols = SslProtocols.Tls13,
        ServerCertificateContext = SslStreamCertificateContext.Create(identity.Certificate, additionalCertificates: null, offline: true),

        // No HTTP/2: one small page has no use for it, and it is a large door.
        ApplicationProtocols = [TlsConnection.Chat, SslApplicationProtocol.Http11],
        AllowTlsResume = isShared,
    };

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
