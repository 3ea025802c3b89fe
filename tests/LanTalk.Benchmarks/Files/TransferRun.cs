using LanTalk.Benchmarks.Reports;
using LanTalk.Benchmarks.Servers;

namespace LanTalk.Benchmarks.Files;

/// <summary>One large content by <c>curl</c>, down and up, in clear and inside TLS, by turns from and to LanTalk and nginx.</summary>
internal sealed class TransferRun(string directory, SampleContent content, int rounds, TimeProvider time)
{
    private const double Megabyte = 1_000_000;

    /// <summary>Measures both ways, in clear and inside TLS.</summary>
    public async Task<IReadOnlyList<FilesReport>> RunAsync() => [.. await RunAsync(isEncrypted: false), .. await RunAsync(isEncrypted: true)];

    private async Task<IEnumerable<FilesReport>> RunAsync(bool isEncrypted)
    {
        using var nginx = NginxServer.Start(directory, isEncrypted, time);
        using var server = FileServer.Start(time);
        using var user = await FileUser.JoinAsync(server, "owner");
        var share = await user.ShareAsync(content);
        var ticket = await user.TicketAsync(share);
        var put = Path.Combine(directory, "put");
        List<(Figures Own, Figures Other)> downs = [], ups = [];
        for (var round = 0; round < rounds; round++)
        {
            var own = await MeasureAsync(server, FileServer.UrlOf(server, isEncrypted, share), Curl.Ticket(ticket));
            downs.Add((own, await MeasureAsync(nginx, NginxServer.UrlOf(nginx, isEncrypted, Path.GetFileName(content.Path)))));

            var upload = await user.DescribeAsync(content);
            own = await MeasureAsync(server, FileServer.UrlOf(server, isEncrypted, upload), Curl.Patch(content.Path, await user.TicketAsync()));
            await user.RemoveAsync(upload);
            ups.Add((own, await MeasureAsync(nginx, NginxServer.UrlOf(nginx, isEncrypted, "put"), "--upload-file", content.Path)));
            File.Delete(put);
        }

        var name = isEncrypted ? "TLS" : "clear";
        return
        [
            Speed($"download, {name}", "at least 0.95x", downs),
            Cpu($"download, {name}: CPU of the server", isEncrypted ? "" : "at most 1.05x", downs),
            Speed($"upload, {name}", "at least 0.6x", ups),
            Cpu($"upload, {name}: CPU of the server", "", ups),
        ];
    }

    private async Task<Figures> MeasureAsync(ServerProcess server, string url, params string[] arguments)
    {
        var cpu = server.Cpu;
        var seconds = await Curl.TransferAsync(url, arguments);
        return new Figures(content.Size / Megabyte / seconds, (server.Cpu - cpu).TotalSeconds);
    }

    private static FilesReport Speed(string what, string goal, List<(Figures Own, Figures Other)> rounds) =>
        new(what, "MB/s", "nginx", goal, [.. rounds.Select(round => (round.Own.Speed, round.Other.Speed))]);

    private static FilesReport Cpu(string what, string goal, List<(Figures Own, Figures Other)> rounds) =>
        new(what, "s", "nginx", goal, [.. rounds.Select(round => (round.Own.Cpu, round.Other.Cpu))]);

    private sealed record Figures(double Speed, double Cpu);
}
