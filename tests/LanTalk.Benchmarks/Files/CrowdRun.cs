using LanTalk.Benchmarks.Reports;
using LanTalk.Benchmarks.Servers;

namespace LanTalk.Benchmarks.Files;

/// <summary>Many transfers at once: how fast they are together, and how much memory the server takes for them.</summary>
internal sealed class CrowdRun(SampleContent content, TimeProvider time)
{
    private const int Receivers = 20;
    private const int Transfers = 10;
    private const double Megabyte = 1_000_000;
    private const double Mebibyte = 1024 * 1024;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    /// <summary>Measures.</summary>
    public async Task<IReadOnlyList<FilesReport>> RunAsync()
    {
        using var server = FileServer.Start(time);
        using var user = await FileUser.JoinAsync(server, "owner");
        var share = await user.ShareAsync(content);
        var ticket = Curl.Ticket(await user.TicketAsync(share));
        var down = FileServer.UrlOf(server, isEncrypted: true, share);
        var downs = await PeakAsync(server, _ => Curl.TransferAsync(down, ticket));

        var shares = new List<long>();
        while (shares.Count < Transfers)
        {
            shares.Add(await user.DescribeAsync(content));
        }

        var sending = await user.TicketAsync();
        var ups = await PeakAsync(
            server, number => Curl.TransferAsync(FileServer.UrlOf(server, isEncrypted: true, shares[number]), Curl.Patch(content.Path, sending)));
        var (start, cpu) = (time.GetTimestamp(), server.Cpu);
        var clear = FileServer.UrlOf(server, isEncrypted: false, share);
        await Task.WhenAll(Enumerable.Range(0, Receivers).Select(_ => Curl.TransferAsync(clear, ticket)));
        var seconds = time.GetElapsedTime(start).TotalSeconds;
        return
        [
            new($"{Transfers} downloads at once, TLS: more memory at the peak", "MiB", null, "under 64 MiB", [(downs, 0)]),
            new($"{Transfers} uploads at once, TLS: more memory at the peak", "MiB", null, "under 64 MiB", [(ups, 0)]),
            new($"{Receivers} receivers of one share of {content.Size / Megabyte:N0} MB, clear, together", "MB/s", null, "", [(Receivers * content.Size / Megabyte / seconds, 0)]),
            new($"{Receivers} receivers: CPU of the server", "s", null, "", [((server.Cpu - cpu).TotalSeconds, 0)]),
        ];
    }

    /// <summary>How much memory the server takes more while transfers run, in MiB.</summary>
    private async Task<double> PeakAsync(ServerProcess server, Func<int, Task> transfer)
    {
        var before = server.Resident;
        var all = Task.WhenAll(Enumerable.Range(0, Transfers).Select(transfer));
        var peak = before;
        while (!all.IsCompleted)
        {
            peak = Math.Max(peak, server.Resident);
            await Task.WhenAny(all, Task.Delay(Interval, time));
        }

        await all;
        return (peak - before) / Mebibyte;
    }
}
