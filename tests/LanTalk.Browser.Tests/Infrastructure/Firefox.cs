using System.Net.WebSockets;
using System.Text.Json;
using LanTalk.Testing;
using LanTalk.Testing.Processes;

namespace LanTalk.Browser.Tests.Infrastructure;

/// <summary>
/// A Firefox with one tab, driven by WebDriver BiDi (a W3C protocol) itself: the long-term release lacks commands that Playwright always sends. Texts
/// are typed key by key.
/// </summary>
public sealed class Firefox : IAsyncDisposable
{
    private const string Enter = "\ue007";

    private readonly TemporaryDirectory _profile = new();
    private readonly ClientWebSocket _socket = new();
    private readonly ToolProcess _process;
    private string _tab = "";
    private int _lastCommand;

    private Firefox() => _process = ToolProcess.Start(
        "firefox-esr", ["--headless", "--no-remote", "--profile", _profile.Path, "--remote-debugging-port=0", "about:blank"]);

    /// <summary>Starts it; skips the test where there is none.</summary>
    public static async Task<Firefox> StartAsync()
    {
        await Requirement.ProgramAsync("A browser is needed", "firefox-esr", "--version");
        var firefox = new Firefox();
        var line = await firefox._process.ErrorAsync("WebDriver BiDi listening on");
        await firefox._socket.ConnectAsync(new Uri($"{line[line.IndexOf("ws://", StringComparison.Ordinal)..].Trim()}/session"), CancellationToken.None);
        await firefox.DoAsync("session.new", new { capabilities = new { } });
        var tabs = await firefox.DoAsync("browsingContext.getTree", new { });
        firefox._tab = tabs.GetProperty("contexts")[0].GetProperty("context").GetString()!;
        return firefox;
    }

    /// <summary>Opens an address and waits until it is loaded.</summary>
    public Task OpenAsync(string url) => DoAsync("browsingContext.navigate", new { context = _tab, url, wait = "complete" });

    /// <summary>Loads the page again.</summary>
    public Task ReloadAsync() => DoAsync("browsingContext.reload", new { context = _tab, wait = "complete" });

    /// <summary>Types into a text box, found as a screen reader does, and presses Enter.</summary>
    public async Task EnterAsync(string box, string text)
    {
        var node = await FindAsync(new { type = "accessibility", value = new { role = "textbox", name = box } });
        await CallAsync("(element) => element.focus()", new { sharedId = node.GetProperty("sharedId").GetString() });
        var keys = $"{text}{Enter}".SelectMany(key => new[] { new { type = "keyDown", value = $"{key}" }, new { type = "keyUp", value = $"{key}" } });
        await DoAsync("input.performActions", new { context = _tab, actions = new[] { new { type = "key", id = "keyboard", actions = keys } } });
    }

    /// <summary>Waits until there is a message with a text.</summary>
    public Task SeesAsync(string text) => FindAsync(new { type = "xpath", value = $"//article[contains(., '{text}')]" });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _process.DisposeAsync();
        _profile.Dispose();
    }

    /// <summary>Waits for an element, looking after each picture that the page draws.</summary>
    private async Task<JsonElement> FindAsync(object locator)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var found = (await DoAsync("browsingContext.locateNodes", new { context = _tab, locator, maxNodeCount = 1 })).GetProperty("nodes");
            if (found.GetArrayLength() > 0)
            {
                return found[0];
            }

            TimeProvider.System.GetElapsedTime(started).Should().BeLessThan(ToolProcess.Patience, "{0} must come", JsonSerializer.Serialize(locator));
            await CallAsync("() => new Promise((drawn) => requestAnimationFrame(drawn))");
        }
    }

    private Task<JsonElement> CallAsync(string function, params object[] arguments) => DoAsync(
        "script.callFunction", new { functionDeclaration = function, awaitPromise = true, target = new { context = _tab }, arguments });

    private async Task<JsonElement> DoAsync(string method, object parameters)
    {
        using var patience = new CancellationTokenSource(ToolProcess.Patience, TimeProvider.System);
        var id = ++_lastCommand;
        await _socket.SendAsync(
            JsonSerializer.SerializeToUtf8Bytes(new { id, method, @params = parameters }), WebSocketMessageType.Text, endOfMessage: true, patience.Token);
        while (true)
        {
            var answer = await ReceiveAsync(patience.Token);
            if (answer.TryGetProperty("id", out var answered) && answered.ValueKind == JsonValueKind.Number && answered.GetInt32() == id)
            {
                return answer.TryGetProperty("result", out var result) ? result : throw new InvalidOperationException($"{method}: {answer}");
            }
        }
    }

    private async Task<JsonElement> ReceiveAsync(CancellationToken cancellation)
    {
        using var message = new MemoryStream();
        var buffer = new byte[16384];
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer, cancellation);
            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
            {
                return JsonElement.Parse(message.ToArray());
            }
        }
    }
}
