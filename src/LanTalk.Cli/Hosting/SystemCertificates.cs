using System.Runtime.InteropServices;

namespace LanTalk.Cli.Hosting;

/// <summary>The certificates that the system trusts, which mean nothing here: servers are recognised by their own.</summary>
internal static class SystemCertificates
{
    // Nothing is there, and nobody but the system can put anything there.
    private const string Nowhere = "/proc/none";

    /// <summary>
    /// Makes OpenSSL find none. The runtime reads all of them at the first TLS handshake, whatever it is told to trust: that took a tenth of the time
    /// until the prompt. Its reader asks the C library for these variables, so setting them through <see cref="Environment"/> has no effect.
    /// </summary>
    public static void Ignore()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = SetVariable("SSL_CERT_DIR", Nowhere, overwrite: 1);
            _ = SetVariable("SSL_CERT_FILE", Nowhere, overwrite: 1);
        }
    }

    [DllImport("libc", EntryPoint = "setenv")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetVariable([MarshalAs(UnmanagedType.LPUTF8Str)] string name, [MarshalAs(UnmanagedType.LPUTF8Str)] string value, int overwrite);
}
