using LanTalk.Benchmarks.Reports;

namespace LanTalk.Benchmarks.Files;

/// <summary>
/// How long a message of the chat takes while a transfer takes all that it can get, and without one. A transfer from nginx shows what of it is the machine's.
/// </summary>
internal sealed class ChatBesideRun(SampleContent content, int rounds, TimeProvider time)
{
    private const int Messages = 1_000;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    /// <summary>Measures, by turns.</summary>
    public async Task<IReadOnlyList<FilesReport>> RunAsync() => [.. await RunAsync(isEncrypted: false), .. await RunAsync(isEncrypted: true)];

    private async Task<IEnumerable<FilesReport>> RunAsync(bool isEncrypted)
    {
        using var nginx = NginxServer.Start(Path.GetDirectoryName(content.Path)!, isEncrypted, time);
        using var server = FileServer.Start(time);
        using var owner = await FileUser.JoinAsync(server, "owner");
        using var talker = await FileUser.JoinAsync(server, "talker");
        var share = await owner.ShareAsync(content);
        var ticket = Curl.Ticket(await owner.TicketAsync(share));
        var url = FileServer.UrlOf(server, isEncrypted, share);
        await P99Async(talker); // what the first messages alone have to wait for
        var nginxUrl = NginxServer.UrlOf(nginx, isEncrypted, Path.GetFileName(content.Path));
        List<(double, double)> figures = [], others = [];
        for (var round = 0; round < rounds; round++)
        {
            var without = await P99Async(talker);
            figures.Add((await P99BesideAsync(talker, url, ticket), without));
            others.Add((await P99BesideAsync(talker, nginxUrl, []), without));
        }

        var name = isEncrypted ? "TLS" : "clear";
        return
        [
            new($"chat p99 beside a download, {name}", "ms", "without", "at most 2x", figures),
            new($"chat p99 beside a download from nginx, {name}", "ms", "without", "", others),
        ];
    }

    private async Task<double> P99BesideAsync(FileUser talker, string url, string[] arguments)
    {
        using var enough = new CancellationTokenSource();
        var transfers = TransferAsync(url, arguments, enough.Token);
        var beside = await P99Async(talker);
        await enough.CancelAsync();
        await transfers;
        return beside;
    }

    private static async Task TransferAsync(string url, string[] arguments, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            await Curl.TransferAsync(url, arguments);
        }
    }

    private async Task<double> P99Async(FileUser talker)
    {
        var waits = new List<double>(Messages);
        for (var i = 0; i < Messages; i++)
        {
            var start = time.GetTimestamp();
            await talker.SayAsync($"message {i}");
            waits.Add(time.GetElapsedTime(start).TotalMilliseconds);
            await Task.Delay(Pause, time);
        }

        return waits.Order().ElementAt(Messages * 99 / 100);
    }
}
