using LanTalk.Testing;
using LanTalk.Testing.Processes;
using Microsoft.Playwright;

namespace LanTalk.Browser.Tests.Infrastructure;

/// <summary>A Chromium as users have it: without Playwright's switches, which keep it from opening connections in advance.</summary>
public sealed class BareChromium : IAsyncDisposable
{
    private readonly TemporaryDirectory _profile;
    private readonly ToolProcess _process;
    private readonly IBrowser _browser;

    private BareChromium(TemporaryDirectory profile, ToolProcess process, IBrowser browser)
    {
        _profile = profile;
        _process = process;
        _browser = browser;
    }

    /// <summary>Its windows.</summary>
    public IBrowserContext Context => _browser.Contexts[0];

    /// <summary>Starts it.</summary>
    public static async Task<BareChromium> StartAsync(Chromium chromium)
    {
        await Chromium.RequireAsync();
        var profile = new TemporaryDirectory();
        var process = ToolProcess.Start(
            Chromium.Path,
            ["--headless=new", "--no-sandbox", "--no-first-run", $"--user-data-dir={profile.File("profile")}", "--remote-debugging-port=0", "about:blank"]);
        var line = await process.ErrorAsync("DevTools listening on");
        return new BareChromium(profile, process, await chromium.ConnectAsync(line[line.IndexOf("ws://", StringComparison.Ordinal)..]));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _browser.CloseAsync();
        await _process.DisposeAsync();
        _profile.Dispose();
    }
}
