using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LanTalk.Protocol.Security;

namespace LanTalk.Server.Identity;

/// <summary>The identity of a server: a key and the self-signed certificate. Having the key makes a server this one.</summary>
public sealed class ServerIdentity : IDisposable
{
    // Names and dates mean nothing here, because clients know the server by the whole certificate. They are constant, so that a machine with a wrong
    // clock makes a certificate like any other.
    private const string Subject = "CN=lantalk";
    private static readonly DateTimeOffset NotBefore = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset NotAfter = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private ServerIdentity(X509Certificate2 certificate)
    {
        Certificate = certificate;
        Fingerprint = ServerFingerprint.Of(certificate.RawData);
    }

    /// <summary>The fingerprint that people compare and clients remember.</summary>
    public ServerFingerprint Fingerprint { get; }

    /// <summary>The certificate, with its private key.</summary>
    internal X509Certificate2 Certificate { get; }

    /// <summary>Creates an identity: ECDSA on P-256.</summary>
    internal static ServerIdentity Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        return new ServerIdentity(Usable(request.CreateSelfSigned(NotBefore, NotAfter)));
    }

    /// <summary>Reads what <see cref="ToPem"/> wrote.</summary>
    /// <exception cref="CryptographicException">The text is not an identity, or the key does not belong to the certificate.</exception>
    internal static ServerIdentity FromPem(string pem)
    {
        var certificate = X509Certificate2.CreateFromPem(pem, pem);
        using var key = certificate.GetECDsaPrivateKey();
        return key is null ? throw new CryptographicException("the key is not one for ECDSA") : new ServerIdentity(Usable(certificate));
    }

    /// <summary>The private key (PKCS#8), then the certificate.</summary>
    internal string ToPem()
    {
        using var key = Certificate.GetECDsaPrivateKey()!;
        return $"{key.ExportPkcs8PrivateKeyPem()}\n{Certificate.ExportCertificatePem()}\n";
    }

    /// <inheritdoc/>
    public void Dispose() => Certificate.Dispose();

    // Windows does TLS only with keys from its own store; a round trip through PKCS#12 puts the key there.
    private static X509Certificate2 Usable(X509Certificate2 certificate) => OperatingSystem.IsWindows()
        ? X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null, X509KeyStorageFlags.Exportable)
        : certificate;
}
