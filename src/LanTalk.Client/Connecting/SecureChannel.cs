using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using LanTalk.Client.Addresses;
using LanTalk.Protocol.Security;

namespace LanTalk.Client.Connecting;

/// <summary>
/// TLS for version 3 and for its files: 1.3 and nothing older, ALPN <c>lantalk/3</c> or <c>lantalk/3-http</c>. It accepts any certificate and reports
/// which: whether to trust it is decided before anything is sent, by its identity and not by its issuer.
/// </summary>
/// <remarks>
/// On macOS the platform's own TLS has 1.3 for clients only, and .NET uses that part from version 10 on if
/// <c>System.Net.Security.UseNetworkFramework</c> is set, as it is for the tool. An older .NET fails here and says so; there is no fallback.
/// </remarks>
internal static class SecureChannel
{
    /// <summary>The name of version 3 in TLS.</summary>
    public static readonly SslApplicationProtocol Chat = new("lantalk/3");

    /// <summary>The name of HTTP for its files: unlike with that of browsers, the server shows its own certificate.</summary>
    public static readonly SslApplicationProtocol Files = new("lantalk/3-http");

    // The first byte that TLS sends (RFC 8446, 5.1).
    private const byte TlsHandshake = 22;

    /// <summary>Encrypts a connection, which then belongs to the result.</summary>
    /// <param name="connect">Connects.</param>
    /// <param name="server">The server's address, for error messages.</param>
    /// <param name="protocol">The protocol inside TLS.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="PlaintextServerException">The other end is an older server, which speaks without TLS.</exception>
    /// <exception cref="ClosedUnansweredException">It closed the connection instead.</exception>
    /// <exception cref="ConnectException">The other end has no such TLS.</exception>
    public static async Task<(Stream Stream, ServerFingerprint Certificate)> OpenAsync(
        Func<CancellationToken, Task<Stream>> connect, ServerAddress server, SslApplicationProtocol protocol, CancellationToken cancellationToken)
    {
        var watched = new FirstByteStream(connect);
        var tls = new SslStream(watched);
        try
        {
            ServerFingerprint? shown = null;
            await tls.AuthenticateAsClientAsync(Options(protocol, certificate => shown = certificate), cancellationToken);
            return tls.NegotiatedApplicationProtocol == protocol && shown is not null
                ? (tls, shown)
                : throw NotLanTalk(server, innerException: null);
        }
        catch (Exception e)
        {
            await tls.DisposeAsync();
            if (e.InnerException is ConnectException unreachable)
            {
                throw new ConnectException(unreachable.Message, e);
            }

            if (e is PlatformNotSupportedException || e.InnerException is PlatformNotSupportedException)
            {
                throw new ConnectException(
                    "This system has no TLS 1.3, which LanTalk needs. A newer system or .NET has it; --plaintext does without encryption.", e);
            }

            if (e is AuthenticationException or IOException or InvalidOperationException or Win32Exception)
            {
                throw watched.First switch
                {
                    (byte)'{' => new PlaintextServerException(server, e),
                    null => new ClosedUnansweredException(server, e),

                    // The other end does speak TLS: this is an error of ours, or of this machine.
                    TlsHandshake when e is InvalidOperationException =>
                        new ConnectException($"No encrypted connection to {server} can be made here: {e.Message}", e),
                    _ => NotLanTalk(server, e),
                };
            }

            throw;
        }
    }

    private static ConnectException NotLanTalk(ServerAddress server, Exception? innerException) => new(
        $"What answers at {server} is not a LanTalk server that this client knows. Is it the right port?", innerException);

    [SuppressMessage("Security", "CA5359:Do not disable certificate validation", Justification = "A server is known by its certificate's fingerprint.")]
    [SuppressMessage("Security", "MA0039:Do not write your own certificate validation method",
        Justification = "A server is known by its certificate's fingerprint.")]
    private static SslClientAuthenticationOptions Options(SslApplicationProtocol protocol, Action<ServerFingerprint> show) => new()
    {
        TargetHost = "lantalk", // not the real name: nobody on the way needs to know which server we look for
        EnabledSslProtocols = SslProtocols.Tls13,
        ApplicationProtocols = [protocol],
        AllowRenegotiation = false,

        // Trust needs a certificate that was shown and proven now, on this connection.
        AllowTlsResume = false,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,

        // A hostile certificate can name addresses to download others from. Nothing is downloaded.
        CertificateChainPolicy = new X509ChainPolicy
        {
            DisableCertificateDownloads = true,
            RevocationMode = X509RevocationMode.NoCheck,
            TrustMode = X509ChainTrustMode.CustomRootTrust,
        },
        RemoteCertificateValidationCallback = (_, certificate, _, _) =>
        {
            if (certificate is null)
            {
                return false;
            }

            show(ServerFingerprint.Of(certificate.GetRawCertData()));
            return true;
        },
    };
}
