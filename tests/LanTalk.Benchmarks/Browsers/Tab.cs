using System.Collections.Concurrent;
using LanTalk.Benchmarks.Load;
using Microsoft.Playwright;

namespace LanTalk.Benchmarks.Browsers;

/// <summary>One tab, which notes what it loads and when what a user waits for is on the screen.</summary>
internal sealed class Tab : IAsyncDisposable
{
    private const float Patience = 60_000;

    /// <summary>What is there at a frame has been painted by the next one.</summary>
    private const string Watch = """
        window.marks = {};
        const seen = {
          name: () => [...document.querySelectorAll('input')].some((box) => !box.disabled && box.type === 'text'),
          message: () => document.querySelector('ol.messages article') !== null,
        };
        const look = () => {
          for (const [mark, isThere] of Object.entries(seen)) {
            if (isThere()) {
              delete seen[mark];
              requestAnimationFrame(() => (marks[mark] = performance.now()));
            }
          }
          requestAnimationFrame(look);
        };
        look();
        addEventListener('click', (event) => (marks.join = event.timeStamp), { capture: true });
        """;

    private readonly ConcurrentBag<IRequest> _requests = [];

    private Tab(IPage page, ICDPSession devTools)
    {
        (Page, DevTools) = (page, devTools);
        page.SetDefaultTimeout(Patience);
        page.Context.RequestFinished += (_, request) => _requests.Add(request);
    }

    public IPage Page { get; }

    /// <summary>The tab in the protocol of the developer tools.</summary>
    public ICDPSession DevTools { get; }

    /// <summary>The list of messages.</summary>
    public ILocator Messages => Page.GetByRole(AriaRole.List, new() { Name = "Messages", Exact = true });

    /// <summary>Opens an empty tab.</summary>
    public static async Task<Tab> OpenAsync(IBrowserContext context, double slowdown)
    {
        var page = await context.NewPageAsync();
        var devTools = await context.NewCDPSessionAsync(page);
        await page.AddInitScriptAsync(Watch);
        await devTools.SendAsync("Emulation.setCPUThrottlingRate", new() { ["rate"] = slowdown });
        return new Tab(page, devTools);
    }

    /// <summary>Opens a page with a text box: how many milliseconds it takes until one can type.</summary>
    public async Task<double> OpenAsync(string address)
    {
        await Page.GotoAsync(address);
        await Page.WaitForFunctionAsync("() => marks.name !== undefined");
        return await MarkAsync("name");
    }

    /// <summary>Opens a server's page, and joins under a name as soon as that can be typed.</summary>
    public async Task JoinAsync(string address, string name, string? password = null)
    {
        await OpenAsync(address);
        await Page.Locator("input[type=text]").FillAsync(name);
        if (password is not null)
        {
            await Page.Locator("input[type=password]").FillAsync(password);
        }

        await Page.Locator("button[type=submit]").ClickAsync();
        await Page.WaitForFunctionAsync("() => marks.message !== undefined");
    }

    /// <summary>When a mark was passed, in milliseconds since the navigation began.</summary>
    public Task<double> MarkAsync(string mark) => Page.EvaluateAsync<double>("(mark) => marks[mark]", mark);

    /// <summary>Everything that the page loaded, and the icon and the manifest, which a browser without windows may leave out.</summary>
    public async Task<IReadOnlyCollection<Uri>> LoadedAsync()
    {
        var linked = await Page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('link[rel=icon], link[rel=manifest]')].map((link) => link.href)");
        return [.. _requests.Select(request => request.Url).Concat(linked).Distinct(StringComparer.Ordinal).Select(url => new Uri(url))];
    }

    /// <summary>The encodings that the browser asks this server for.</summary>
    public async Task<string> EncodingsAsync()
    {
        // The browser does not tell the headers that it adds itself for every request.
        foreach (var request in _requests)
        {
            if ((await request.AllHeadersAsync()).TryGetValue("accept-encoding", out var encodings))
            {
                return encodings;
            }
        }

        throw new BenchmarkException("The browser tells no encodings.");
    }

    /// <summary>Frees what nothing refers to, and tells the page's figures: <c>JSHeapUsedSize</c>, <c>Nodes</c> and others.</summary>
    public async Task<IReadOnlyDictionary<string, double>> MetricsAsync()
    {
        await DevTools.SendAsync("Performance.enable");
        await DevTools.SendAsync("HeapProfiler.collectGarbage");
        var answer = await DevTools.SendAsync("Performance.getMetrics") ?? throw new BenchmarkException("The browser tells no figures.");
        return answer.GetProperty("metrics").EnumerateArray().ToDictionary(
            metric => metric.GetProperty("name").GetString()!, metric => metric.GetProperty("value").GetDouble(), StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();
}
