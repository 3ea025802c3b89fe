using LanTalk.Benchmarks.Load;
using Microsoft.Playwright;

namespace LanTalk.Benchmarks.Browsers;

/// <summary>The system's Chromium, driven by Playwright, which downloads no browser of its own.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>Its version.</summary>
    public string Version => _browser.Version;

    /// <summary>Starts it.</summary>
    /// <exception cref="BenchmarkException">There is none.</exception>
    public static async Task<Chromium> StartAsync()
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(directory => Path.Combine(directory, "chromium")).FirstOrDefault(File.Exists)
            ?? throw new BenchmarkException("There is no chromium on the PATH.");
        var playwright = await Playwright.CreateAsync();
        return new Chromium(playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = program }));
    }

    /// <summary>Opens an empty tab of somebody who has never been anywhere: nothing is cached.</summary>
    /// <param name="slowdown">How many times slower the page's thread runs.</param>
    /// <param name="language">The reader's language.</param>
    public async Task<Tab> OpenAsync(double slowdown = 1, string language = "en-US")
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            Locale = language,
            ViewportSize = new ViewportSize { Width = 1280, Height = 800 },
        });
        return await Tab.OpenAsync(context, slowdown);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _browser.CloseAsync();
        _playwright.Dispose();
    }
}
