using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LanTalk.Server.Configuration;

namespace LanTalk.Server.Identity;

/// <summary>
/// A certificate that browsers trust already, which an organisation has for this server. Browsers alone are shown it; what clients know the server
/// by stays <see cref="ServerIdentity"/>.
/// </summary>
public sealed class BrowserCertificate : IDisposable
{
    private readonly X509Certificate2? _certificate;

    private BrowserCertificate(X509Certificate2? certificate, SslStreamCertificateContext? context) => (_certificate, Context) = (certificate, context);

    /// <summary>The certificate and its chain, as TLS takes it; null if there is none.</summary>
    internal SslStreamCertificateContext? Context { get; }

    /// <summary>Reads the one that the options name, if they name one.</summary>
    /// <exception cref="ServerIdentityException">A file cannot be used.</exception>
    internal static BrowserCertificate Open(LanTalkServerOptions options) => options is { TlsCertificate: { } certificate, TlsKey: { } key }
        ? Open(certificate, key)
        : new BrowserCertificate(null, null);

    private static BrowserCertificate Open(string certificateFile, string keyFile)
    {
        var (certificates, key) = (Read(certificateFile, "--tls-certificate"), Read(keyFile, "--tls-key"));
        if (key.Contains("ENCRYPTED PRIVATE KEY", StringComparison.Ordinal) || key.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal))
        {
            throw new ServerIdentityException(
                $"The key in {keyFile} needs a password. Take that away with  openssl pkey -in {keyFile} -out FILE  and give FILE to --tls-key.");
        }

        var chain = new X509Certificate2Collection();
        try
        {
            chain.ImportFromPem(certificates);
        }
        catch (CryptographicException e)
        {
            throw NotPem(certificateFile, e);
        }

        if (chain.Count == 0)
        {
            throw NotPem(certificateFile, innerException: null);
        }

        try
        {
            var certificate = PrivateKeys.MakeUsable(X509Certificate2.CreateFromPem(certificates, key));
            chain.RemoveAt(0);
            return new BrowserCertificate(certificate, SslStreamCertificateContext.Create(certificate, chain, offline: true));
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new ServerIdentityException(
                $"The key in {keyFile} (--tls-key) does not belong to the first certificate in {certificateFile} (--tls-certificate), or is none in PEM "
                + $"({e.Message.TrimEnd('.')}).",
                e);
        }
    }

    /// <summary>Whether it was issued for a name.</summary>
    internal bool IsFor(string name) => _certificate?.MatchesHostname(name) == true;

    /// <inheritdoc/>
    public void Dispose() => _certificate?.Dispose();

    private static string Read(string file, string option)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ServerIdentityException($"{option} cannot be read: {e.Message}", e);
        }
    }

    private static ServerIdentityException NotPem(string file, Exception? innerException) => new(
        $"{file} (--tls-certificate) holds no certificate in PEM, which is text with a line -----BEGIN CERTIFICATE-----. "
        + $"Convert it with  openssl x509 -in {file} -out FILE .",
        innerException);
}
