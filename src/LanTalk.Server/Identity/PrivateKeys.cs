using System.Security.Cryptography.X509Certificates;

namespace LanTalk.Server.Identity;

/// <summary>What a platform wants of private keys.</summary>
internal static class PrivateKeys
{
    // Windows does TLS only with keys from its own store, into which a detour over PKCS#12 leads.
    public static X509Certificate2 MakeUsable(X509Certificate2 certificate) => OperatingSystem.IsWindows()
        ? X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null, X509KeyStorageFlags.Exportable)
        : certificate;
}
