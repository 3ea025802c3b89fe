using System.Net;
using System.Net.Sockets;
using LanTalk.Testing.Processes;
using Microsoft.Playwright;

namespace LanTalk.Browser.Tests.Infrastructure;

/// <summary>The needs of every test in a browser: the tool, and visitors whose pages must not complain of anything.</summary>
public abstract class BrowserTest(InstalledTool tool, Chromium chromium) : ToolTest(tool)
{
    private readonly List<Visitor> _visitors = [];

    /// <summary>The browser's program.</summary>
    protected Chromium Chromium { get; } = chromium;

    /// <summary>A screen with room for three columns.</summary>
    protected static BrowserNewContextOptions Desktop => new() { ViewportSize = new ViewportSize { Width = 1280, Height = 800 } };

    /// <summary>The smallest phone that the page is made for.</summary>
    protected static BrowserNewContextOptions Phone => new()
    {
        ViewportSize = new ViewportSize { Width = 360, Height = 740 },
        HasTouch = true,
        IsMobile = true,
        DeviceScaleFactor = 2,
    };

    /// <summary>Opens the page of a server as somebody who has never been there.</summary>
    protected Task<Visitor> OpenAsync(IPEndPoint server, BrowserNewContextOptions? screen = null) => OpenAsync($"http://{server}/", screen);

    /// <summary>Opens an address as somebody who has never been there.</summary>
    protected async Task<Visitor> OpenAsync(string address, BrowserNewContextOptions? screen = null) => await OpenAsync(await NewContextAsync(screen), address);

    /// <summary>A browser without a past.</summary>
    protected async Task<IBrowserContext> NewContextAsync(BrowserNewContextOptions? screen = null)
    {
        var browser = await Chromium.StartAsync();
        return await browser.NewContextAsync(screen ?? Desktop);
    }

    /// <summary>Opens an address in one more tab of a browser.</summary>
    protected async Task<Visitor> OpenAsync(IBrowserContext context, string address)
    {
        var visitor = await Visitor.OpenAsync(context, address);
        _visitors.Add(visitor);
        return visitor;
    }

    /// <summary>Opens the page and joins.</summary>
    protected async Task<Visitor> JoinAsync(IPEndPoint server, string name, BrowserNewContextOptions? screen = null)
    {
        var visitor = await OpenAsync(server, screen);
        await visitor.JoinAsync(name);
        await visitor.IsInAsync();
        return visitor;
    }

    /// <summary>Starts the terminal's client as a user, without a terminal, and waits until it is in.</summary>
    protected async Task<ToolProcess> JoinFromPipeAsync(IPEndPoint server, string name, params string[] more)
    {
        var client = Run(["join", $"{server}", "--name", name, "--config-dir", Directory.File($"config-{name}"), .. more]);
        await client.OutputAsync(more.Contains("--json") ? "\"type\":\"room\"" : "you are on Alice's server");
        return client;
    }

    /// <summary>Starts a server on a port that stays the same across restarts, with the data of the one before.</summary>
    protected async Task<ToolProcess> ServeAtAsync(IPEndPoint endPoint, string data = "data")
    {
        var server = Run(
            "serve", "--name", "Alice", "--bind", $"{endPoint.Address}", "--port", $"{endPoint.Port}", "--beacon-port", BeaconPort,
            "--data-dir", Directory.File(data));
        await server.OutputAsync("Listening on");
        return server;
    }

    /// <summary>An address of the loopback interface that nobody else uses.</summary>
    protected static IPEndPoint FreeEndPoint()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return (IPEndPoint)socket.LocalEndPoint!;
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        foreach (var visitor in _visitors)
        {
            await visitor.Page.Context.CloseAsync();
        }

        await base.DisposeAsync();
        GC.SuppressFinalize(this);
        _visitors.SelectMany(visitor => visitor.Faults).Should().BeEmpty("no page may report an error, break its policy, run what a user wrote or ask elsewhere");
    }
}
