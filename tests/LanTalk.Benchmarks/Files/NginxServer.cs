using LanTalk.Benchmarks.Load;
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
        using var openssl = System.Diagnostics.Process.Start(
            "openssl",
            $"req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -batch -subj /CN=bench -keyout {directory}/key -out {directory}/certificate -quiet");
        openssl.WaitForExit();
        return openssl.ExitCode == 0
            ? $"ssl_certificate {directory}/certificate; ssl_certificate_key {directory}/key; ssl_protocols TLSv1.3;"
            : throw new BenchmarkException("openssl made no certificate.");
    }
}
