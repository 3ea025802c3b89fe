using LanTalk.Benchmarks.Servers;

namespace LanTalk.Benchmarks.Files;

/// <summary>The real tool as a server for files without limits.</summary>
internal static class FileServer
{
    /// <summary>Starts it.</summary>
    public static ServerProcess Start(TimeProvider time) => ServerProcess.Start(
        "lantalk",
        (port, directory) => DotNetProgram.LanTalk(
            "serve", "--name", "bench", "--port", $"{port}", "--bind", "127.0.0.1", "--data-dir", directory, "--no-beacon", "--rate-limit", "0",
            "--idle-timeout", "0", "--files", "0", "--max-file", "0"),
        time);

    /// <summary>Where a share is, or where shares are described.</summary>
    public static string UrlOf(ServerProcess server, bool isEncrypted, long? share = null) =>
        $"{(isEncrypted ? "https" : "http")}://{server.EndPoint}/files{(share is null ? "" : $"/{share}")}";

    /// <summary>The file that holds the content of a share.</summary>
    public static string ContentOf(ServerProcess server, long share) => Path.Combine(server.DataDirectory, "files", $"{share}", "content");
}
