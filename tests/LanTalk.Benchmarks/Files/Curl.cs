using System.Diagnostics;
using System.Globalization;
using LanTalk.Benchmarks.Load;

namespace LanTalk.Benchmarks.Files;

/// <summary>Transfers by <c>curl</c>, the same client for every server.</summary>
internal static class Curl
{
    /// <summary>Transfers once, and leaves what comes.</summary>
    /// <returns>The seconds that it took.</returns>
    /// <exception cref="BenchmarkException">The server refused, or the connection broke.</exception>
    public static async Task<double> TransferAsync(string url, params string[] arguments)
    {
        var (_, figures) = await RunAsync(["--output", "/dev/null", .. arguments, url]);
        return figures;
    }

    /// <summary>Sends a body by POST; returns the answer.</summary>
    public static async Task<string> PostAsync(string url, byte[] body, string ticket)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, body);
            return (await RunAsync(["--data-binary", $"@{file}", .. Ticket(ticket), url])).Body;
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>The arguments that show a ticket.</summary>
    public static string[] Ticket(string ticket) => ["--header", $"Authorization: Bearer {ticket}"];

    /// <summary>The arguments that send a file in the way that the clients of LanTalk do.</summary>
    public static string[] Patch(string file, string ticket) => ["--upload-file", file, "--request", "PATCH", "--header", "Upload-Offset: 0", .. Ticket(ticket)];

    private static async Task<(string Body, double Seconds)> RunAsync(string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(
            "curl", ["--silent", "--show-error", "--insecure", "--fail-with-body", "--write-out", "\n%{time_total}", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new BenchmarkException($"curl failed: {(await errors).Trim()} {output.Trim()}");
        }

        var end = output.LastIndexOf('\n');
        return (output[..end], double.Parse(output[(end + 1)..], CultureInfo.InvariantCulture));
    }
}
