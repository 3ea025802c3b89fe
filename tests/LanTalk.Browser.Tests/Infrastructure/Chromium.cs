using LanTalk.Testing.Processes;
using Microsoft.Playwright;

namespace LanTalk.Browser.Tests.Infrastructure;

/// <summary>The system's Chromium, started once for all tests. Playwright drives it and downloads no browser of its own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private readonly SemaphoreSlim _starting = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Where it is.</summary>
    public static string Path =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
            .Select(directory => System.IO.Path.Combine(directory, "chromium")).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("There is no chromium on the PATH.");

    /// <summary>The running browser; skips the test where there is none.</summary>
    public async Task<IBrowser> StartAsync()
    {
        await _starting.WaitAsync();
        try
        {
            return _browser ??= await LaunchAsync();
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <summary>Connects to a browser that somebody else started.</summary>
    public async Task<IBrowser> ConnectAsync(string endPoint)
    {
        _playwright ??= await CreateAsync();
        return await _playwright.Chromium.ConnectOverCDPAsync(endPoint);
    }

    /// <summary>Skips the test where there is no such program.</summary>
    public static Task RequireAsync() => Requirement.ProgramAsync("A browser is needed", "chromium", "--version");

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is { } browser)
        {
            await browser.CloseAsync();
        }

        _playwright?.Dispose();
        _starting.Dispose();
    }

    private async Task<IBrowser> LaunchAsync()
    {
        await RequireAsync();
        _playwright ??= await CreateAsync();
        return await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Path });
    }

    private static async Task<IPlaywright> CreateAsync()
    {
        Assertions.SetDefaultExpectTimeout(Visitor.Patience);
        return await Microsoft.Playwright.Playwright.CreateAsync();
    }
}
