using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LanTalk.Benchmarks.Servers;

namespace LanTalk.Benchmarks.Files;

/// <summary>nginx as one process: downloads by <c>sendfile</c>, uploads by its module for WebDAV.</summary>
internal static class NginxServer
{
    /// <summary>Starts it.</summary>
    /// <param name="root">The directory that it serves, and takes files for.</param>
    /// <param name="isEncrypted">Whether it speaks TLS.</param>
    /// <param name="time">The clock.</param>
    public static ServerProcess Start(string root, bool isEncrypted, TimeProvider time) => ServerProcess.Start(
        "nginx", (port, directory) => Command(port, directory, root, isEncrypted), time);

    /// <summary>The address of a file.</summary>
    public static string UrlOf(ServerProcess nginx, bool isEncrypted, string file) => $"{(isEncrypted ? "https" : "http")}://{nginx.EndPoint}/{file}";

    private static string[] Command(int port, string directory, string root, bool isEncrypted)
    {
        var certificate = isEncrypted ? MakeCertificate(directory) : "";
        var file = Path.Combine(directory, "nginx.conf");
        File.WriteAllText(
            file,
            $$"""
            daemon off;
            master_process off;
            pid {{directory}}/pid;
            error_log {{directory}}/errors;
            events { }
            http {
              access_log off;
              sendfile on;
              tcp_nopush on;
              client_max_body_size 0;
              client_body_temp_path {{root}}/nginx-temp;
              server {
                listen 127.0.0.1:{{port}} {{(isEncrypted ? "ssl" : "")}};
                {{certificate}}
                root {{root}};
                dav_methods PUT;
              }
            }
            """);
        return ["nginx", "-c", file, "-p", directory];
    }

    private static string MakeCertificate(string directory)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = DateTimeOffset.UnixEpoch;
        using var certificate = new CertificateRequest("CN=bench", key, HashAlgorithmName.SHA256).CreateSelfSigned(now, now.AddYears(100));
        File.WriteAllText(Path.Combine(directory, "certificate"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(directory, "key"), key.ExportPkcs8PrivateKeyPem());
        return $"ssl_certificate {directory}/certificate; ssl_certificate_key {directory}/key; ssl_protocols TLSv1.3;";
    }
}
