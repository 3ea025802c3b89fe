using LanTalk.Benchmarks.Reports;
using LanTalk.Benchmarks.Servers;
using LanTalk.Testing;

namespace LanTalk.Benchmarks.Browsers;

/// <summary>What a page holds while messages arrive in the room that is open.</summary>
internal sealed class ArrivingRun(Chromium chromium, TimeProvider time)
{
    /// <summary>So many are said before the page must have shown them, so that it never falls behind.</summary>
    private const int Chunk = 500;

    /// <summary>Says messages, and measures the page after each of these numbers of them.</summary>
    public async Task<IReadOnlyList<ArrivingReport>> RunAsync(IReadOnlyList<int> stops)
    {
        using var server = ServerProcess.Start("lantalk", (port, directory) => PageServer.Serve(port, directory), time);
        using var talker = await TestClient.ConnectAsync(server.EndPoint);
        await talker.LogInAsync("Carol");
        await SayAsync(talker, 0);
        await using var tab = await chromium.OpenAsync();
        await tab.JoinAsync(PageServer.AddressOf(server), "Dora");

        var reports = new List<ArrivingReport>();
        var said = 0;
        foreach (var stop in stops)
        {
            for (; said < stop; said += Chunk)
            {
                for (var number = said + 1; number <= Math.Min(said + Chunk, stop); number++)
                {
                    await SayAsync(talker, number);
                }

                await talker.DrainAsync();
                await tab.Page.WaitForFunctionAsync(
                    "(text) => document.querySelector('ol.messages').lastElementChild?.textContent.includes(text)", TextOf(Math.Min(said + Chunk, stop)));
            }

            said = stop;
            var figures = await tab.MetricsAsync();
            reports.Add(new ArrivingReport
            {
                Messages = stop,
                HeapBytes = figures["JSHeapUsedSize"],
                Nodes = figures["Nodes"],
                Listeners = figures["JSEventListeners"],
            });
        }

        return reports;
    }

    private static Task SayAsync(TestClient talker, int number) => talker.SayAsync(TextOf(number));

    private static string TextOf(int number) => $"message {number} of a busy day, about as long as people write";
}
