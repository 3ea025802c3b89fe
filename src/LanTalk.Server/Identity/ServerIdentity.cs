using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LanTalk.Protocol.Noise;
using LanTalk.Protocol.Security;

namespace LanTalk.Server.Identity;

/// <summary>The identity of a server: a key and the self-signed certificate. Having the key makes a server this one.</summary>
public sealed class ServerIdentity : IDisposable
{
    // Names and dates mean nothing here, because clients know the server by the whole certificate. They are constant, so that a machine with a wrong
    // clock makes a certificate like any other.
    private const string Subject = "CN=lantalk";
    private const int KeySize = 256;
    private static readonly DateTimeOffset NotBefore = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset NotAfter = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private ServerIdentity(X509Certificate2 certificate, ECDsa key)
    {
        Certificate = certificate;
        Fingerprint = ServerFingerprint.Of(certificate.RawData);
        NoiseKey = DeriveNoiseKey(key);
        NoiseSignature = key.SignData(
            WebHandshake.SignedKey(NoiseKey.PublicKey.Span), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    /// <summary>The fingerprint that people compare and clients remember.</summary>
    public ServerFingerprint Fingerprint { get; }

    /// <summary>The certificate, with its private key.</summary>
    internal X509Certificate2 Certificate { get; }

    /// <summary>The static Noise key for browsers, derived from the certificate's key, so that servers that share an identity share it.</summary>
    internal AgreementKey NoiseKey { get; }

    /// <summary>The certificate key's signature over the public half of <see cref="NoiseKey"/>: ECDSA with SHA-256, r and s, 64 bytes.</summary>
    internal ReadOnlyMemory<byte> NoiseSignature { get; }

    /// <summary>Creates an identity: ECDSA on P-256.</summary>
    internal static ServerIdentity Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        return new ServerIdentity(PrivateKeys.MakeUsable(request.CreateSelfSigned(NotBefore, NotAfter)), key);
    }

    /// <summary>Reads what <see cref="ToPem"/> wrote.</summary>
    /// <exception cref="CryptographicException">The text is not an identity, or the key does not belong to the certificate.</exception>
    internal static ServerIdentity FromPem(string pem)
    {
        var certificate = X509Certificate2.CreateFromPem(pem, pem);
        using var key = certificate.GetECDsaPrivateKey();
        return key?.KeySize == KeySize
            ? new ServerIdentity(PrivateKeys.MakeUsable(certificate), key)
            : throw new CryptographicException("the key is not one for ECDSA on P-256");
    }

    /// <summary>The private key (PKCS#8), then the certificate.</summary>
    internal string ToPem()
    {
        using var key = Certificate.GetECDsaPrivateKey()!;
        return $"{key.ExportPkcs8PrivateKeyPem()}\n{Certificate.ExportCertificatePem()}\n";
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Certificate.Dispose();
        NoiseKey.Dispose();
    }

    private static AgreementKey DeriveNoiseKey(ECDsa key)
    {
        var scalar = key.ExportParameters(includePrivateParameters: true).D!;
        Span<byte> derived = stackalloc byte[AgreementKey.Length];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, scalar, derived, salt: [], info: "lantalk/3 noise key"u8);
        try
        {
            return AgreementKey.Import(derived);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(scalar);
            CryptographicOperations.ZeroMemory(derived);
        }
    }
}
