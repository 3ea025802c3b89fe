using System.CommandLine;
using LanTalk.Benchmarks.Browsers;
using LanTalk.Benchmarks.Load;
using LanTalk.Benchmarks.Reports;
using Microsoft.Playwright;

namespace LanTalk.Benchmarks.Commands;

/// <summary><c>browser</c>: uses the server's page in Chromium, and prints what it loads, how long its users wait, how smoothly it scrolls, what it holds.</summary>
internal sealed class BrowserCommand : Command
{
    private readonly NumberOption<int> _runs = new("--runs", "How often the page is opened with each login.", 9);
    private readonly NumberOption<double> _slowdown = new("--slowdown", "How many times slower the page's thread runs while it loads.", 5);
    private readonly NumberOption<int> _history = new("--history", "How many messages are scrolled through; 0 for not at all.", 10_000);
    private readonly NumberOption<int> _speed = new("--speed", "Pixels a second that are scrolled.", 6_000);
    private readonly NumberOption<int> _arriving = new("--arriving", "How many messages arrive while the page is open; 0 for none.", 100_000);

    public BrowserCommand()
        : base("browser", "Use the server's page in Chromium: what it loads, how long its users wait, how smoothly it scrolls, what it holds.")
    {
        foreach (var option in new Option[] { _runs, _slowdown, _history, _speed, _arriving })
        {
            Options.Add(option);
        }

        SetAction((result, _) => RunAsync(result));
    }

    private async Task<int> RunAsync(ParseResult result)
    {
        try
        {
            await using var chromium = await Chromium.StartAsync();
            await Console.Out.WriteLineAsync($"Chromium {chromium.Version}\n");
            if (result.GetValue(_runs) is > 0 and var runs)
            {
                await LoadAsync(new LoadingRun(chromium, result.GetValue(_slowdown), TimeProvider.System), runs);
            }

            if (result.GetValue(_history) is > 0 and var history)
            {
                await ScrollAsync(new ScrollingRun(chromium, history, result.GetValue(_speed), TimeProvider.System), result.GetValue(_slowdown));
            }

            if (result.GetValue(_arriving) is > 0 and var arriving)
            {
                ArrivingReport.WriteTable(Console.Out, await new ArrivingRun(chromium, TimeProvider.System).RunAsync([arriving / 10, arriving / 2, arriving]));
            }

            return 0;
        }
        catch (Exception e) when (e is BenchmarkException or PlaywrightException or TimeoutException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static async Task LoadAsync(LoadingRun loading, int runs)
    {
        LoadingReport.WriteTable(
            Console.Out,
            [
                await loading.RunAsync(withPassword: false, "en-US", runs),
                await loading.RunAsync(withPassword: true, "en-US", runs),
                await loading.RunAsync(withPassword: true, "de-DE", runs),
            ]);
        await Console.Out.WriteLineAsync();
    }

    private static async Task ScrollAsync(ScrollingRun scrolling, double slowdown)
    {
        ScrollingReport.WriteTable(Console.Out, [await scrolling.RunAsync(1), await scrolling.RunAsync(slowdown)]);
        await Console.Out.WriteLineAsync();
    }
}
