using LanTalk.Benchmarks.Reports;
using LanTalk.Benchmarks.Servers;
using LanTalk.Benchmarks.Stores;

namespace LanTalk.Benchmarks.Browsers;

/// <summary>Newcomers who open a server's page and join, one after the other: what it loads, and how long they wait.</summary>
internal sealed class LoadingRun(Chromium chromium, double slowdown, TimeProvider time)
{
    private const string Password = "open sesame";

    /// <summary>The messages of a server that has been in use for a while.</summary>
    private const int Messages = 1_000;

    /// <summary>Opens the page several times, after once that does not count.</summary>
    public async Task<LoadingReport> RunAsync(bool withPassword, string language, int runs)
    {
        using var server = ServerProcess.Start("lantalk", (port, directory) => Command(port, directory, withPassword), time);
        var address = PageServer.AddressOf(server);
        await using var barePage = BarePage.Start(besides: address, out var bareAddress);
        List<double> names = [], firsts = [], bare = [];
        var loaded = new Transferred();
        for (var i = 0; i <= runs; i++)
        {
            await using var tab = await chromium.OpenAsync(slowdown, language);
            await tab.JoinAsync(address, $"User{i}", withPassword ? Password : null);
            if (i > 0)
            {
                names.Add(await tab.MarkAsync("name"));
                firsts.Add(await tab.MarkAsync("message") - await tab.MarkAsync("join"));
                loaded = await Transferred.MeasureAsync(await tab.LoadedAsync(), await tab.EncodingsAsync());
                await using var bareTab = await chromium.OpenAsync(slowdown, language);
                bare.Add(await bareTab.OpenAsync(bareAddress));
            }
        }

        return new LoadingReport
        {
            Login = $"{(withPassword ? "with" : "without")} a password, {language}",
            Encoding = loaded.Encoding,
            Bytes = loaded.Bodies,
            BytesWithHeaders = loaded.Bodies + loaded.Headers,
            NameMilliseconds = names,
            BareMilliseconds = bare,
            MessageMilliseconds = firsts,
        };
    }

    private string[] Command(int port, string directory, bool withPassword)
    {
        PreparedHistory.Extend(directory, Messages, time);
        if (!withPassword)
        {
            return PageServer.Serve(port, directory);
        }

        var file = Path.Combine(directory, "password");
        File.WriteAllText(file, Password);
        return PageServer.Serve(port, directory, "--password-file", file);
    }
}
