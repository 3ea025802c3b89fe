using System.Collections.Concurrent;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LanTalk.Browser.Tests.Infrastructure;

/// <summary>Somebody with the page open, who finds everything by its role and name, as a screen reader does.</summary>
public sealed class Visitor
{
    /// <summary>Hostile texts set <c>ran</c>; a refused one shows in the policy's report.</summary>
    private const string Watch = """
        Object.defineProperty(window, 'ran', { set: (what) => console.error('ran: ' + what) });
        document.addEventListener('securitypolicyviolation', (e) => console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI));
        """;

    /// <summary>How long a visitor waits for anything, in milliseconds.</summary>
    public const float Patience = 30_000;

    private readonly ConcurrentQueue<string> _faults = new();

    private Visitor(IPage page, string host)
    {
        Page = page;
        page.SetDefaultTimeout(Patience);
        page.PageError += (_, error) => _faults.Enqueue($"error: {error}");
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !IsOfALostConnection(message.Text))
            {
                _faults.Enqueue($"{message.Type}: {message.Text}");
            }
        };
        page.Dialog += (_, dialog) =>
        {
            _faults.Enqueue($"dialog: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: not ("data" or "blob") } url && url.Authority != host)
            {
                _faults.Enqueue($"asks elsewhere: {request.Url}");
            }
        };
    }

    /// <summary>The tab.</summary>
    public IPage Page { get; }

    /// <summary>What the page did that no page may do.</summary>
    public IEnumerable<string> Faults => _faults;

    /// <summary>The box for the name.</summary>
    public ILocator NameBox => Box("Your name");

    /// <summary>The box for the password.</summary>
    public ILocator PasswordBox => Box("Password");

    /// <summary>The box for what one wants to say.</summary>
    public ILocator MessageBox => Box("Message");

    /// <summary>The box for what one looks for.</summary>
    public ILocator SearchBox => Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search", Exact = true });

    /// <summary>The list of messages.</summary>
    public ILocator Messages => Page.GetByRole(AriaRole.List, new() { Name = "Messages", Exact = true });

    /// <summary>Where one can go.</summary>
    public ILocator Rooms => Page.GetByRole(AriaRole.Navigation, new() { Name = "Rooms", Exact = true });

    /// <summary>Who is in the room.</summary>
    public ILocator People => Page.GetByRole(AriaRole.List, new() { Name = "People", Exact = true });

    /// <summary>How the connection is.</summary>
    public ILocator Connection => Page.GetByRole(AriaRole.Status, new() { Name = "Connection", Exact = true });

    /// <summary>The dialog in front.</summary>
    public ILocator Dialog => Page.GetByRole(AriaRole.Dialog).Last;

    /// <summary>Opens an address in a tab.</summary>
    public static async Task<Visitor> OpenAsync(IBrowserContext context, string address)
    {
        var page = await context.NewPageAsync();
        var visitor = new Visitor(page, new Uri(address).Authority);
        await page.AddInitScriptAsync(Watch);
        await page.GotoAsync(address);
        return visitor;
    }

    /// <summary>The messages that contain a text.</summary>
    public ILocator Message(string text) => Messages.GetByRole(AriaRole.Article).Filter(new() { HasText = text });

    /// <summary>A button.</summary>
    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>A text box.</summary>
    public ILocator Box(string name) => Page.GetByRole(AriaRole.Textbox, new() { Name = name, Exact = true });

    /// <summary>An entry of the rooms and private conversations, whatever is said of its news.</summary>
    public ILocator Place(string name) => Rooms.GetByRole(AriaRole.Button).Filter(new() { Has = Page.GetByText(name, new() { Exact = true }) });

    /// <summary>Fills in the form and sends it.</summary>
    public async Task JoinAsync(string name, string? password = null)
    {
        await NameBox.FillAsync(name);
        if (password is not null)
        {
            await PasswordBox.FillAsync(password);
        }

        await Button("Join").ClickAsync();
    }

    /// <summary>Waits until the chat is there.</summary>
    public async Task IsInAsync()
    {
        await Expect(MessageBox).ToBeVisibleAsync();
        await Expect(Connection).ToHaveTextAsync("Connected");
    }

    /// <summary>Writes and sends. Playwright would fill in a box behind a dialog, where nobody can type; to click it, it waits until the dialog is gone.</summary>
    public async Task SayAsync(string text)
    {
        await MessageBox.ClickAsync();
        await MessageBox.FillAsync(text);
        await Button("Send").ClickAsync();
    }

    /// <summary>Waits until there is exactly one message with a text, and returns it.</summary>
    public async Task<ILocator> SeesAsync(string text)
    {
        await Expect(Message(text)).ToHaveCountAsync(1);
        return Message(text);
    }

    /// <summary>Waits until an own message has been delivered.</summary>
    public async Task HasSentAsync(string text) => await Expect((await SeesAsync(text)).GetByText("Sending")).ToHaveCountAsync(0);

    /// <summary>Waits until something is so outside the page, looking after each picture that it draws.</summary>
    public async Task WaitAsync(Func<bool> isSo)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!isSo())
        {
            TimeProvider.System.GetElapsedTime(started).TotalMilliseconds.Should().BeLessThan(Patience, "what one waits for must happen");
            await Page.EvaluateAsync("() => new Promise((drawn) => requestAnimationFrame(drawn))");
        }
    }

    /// <summary>Opens what can be done with somebody who is in the room.</summary>
    public Task OpenPersonAsync(string name) => People.GetByRole(AriaRole.Button).Filter(new() { HasText = name }).ClickAsync();

    /// <summary>The browser says so itself when there is nobody at the address; the page cannot prevent it.</summary>
    private static bool IsOfALostConnection(string text) =>
        text.StartsWith("WebSocket connection to ", StringComparison.Ordinal) || text.StartsWith("Failed to load resource: net::ERR_", StringComparison.Ordinal);
}
