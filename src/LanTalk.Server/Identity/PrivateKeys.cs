using System.Security.Cryptography.X509Certificates;

namespace LanTalk.Server.Identity;

/// <summary>Adapts private keys to the platform.</summary>
internal static class PrivateKeys
{
    // Windows does TLS only with keys from its own store; a round trip through PKCS#12 puts the key there.
    public static X509Certificate2 MakeUsable(X509Certificate2 certificate) => OperatingSystem.IsWindows()
        ? X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null, X509KeyStorageFlags.Exportable)
        : certificate;
}
