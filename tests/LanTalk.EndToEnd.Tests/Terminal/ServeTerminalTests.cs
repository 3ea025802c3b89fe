using System.Globalization;
using System.Net;
using LanTalk.Testing;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Terminal;

public sealed class ServeTerminalTests(InstalledTool tool) : ToolTest(tool)
{
    private const string Prompt = "[Alice | lobby] >";

    [Fact]
    public async Task TheConsoleIsAPromptBelowTheConversation()
    {
        await using var terminal = await ServeOnTerminalAsync();
        using var bob = await BobAsync(terminal);
        await terminal.WaitForAsync("Bob joined from 127.0.0.1");

        await terminal.TypeAsync("half a ");
        await bob.SayAsync("Hello!");
        await terminal.WaitForAsync("Bob: Hello!");
        await terminal.TypeAsync("line");
        await terminal.WaitForLastLineAsync($"{Prompt} half a line");
        await terminal.PressAsync("Enter");

        (await bob.ReadTextsAsync("message", 1)).Should().Equal("half a line");
        await terminal.WaitAsync(lines => lines[^1] == Prompt && lines[^3].EndsWith("Alice: half a line"));
    }

    [Fact]
    public async Task ACommandStaysInSightAboveItsAnswer()
    {
        await using var terminal = await ServeOnTerminalAsync();

        await terminal.TypeAsync("/users");
        await terminal.PressAsync("Enter");

        var screen = await terminal.WaitAsync(lines => lines[^1] == Prompt && lines[^3].EndsWith("Online: Alice"));
        screen[^4].Should().Be($"{Prompt} /users");
    }

    [Fact]
    public async Task TabCompletesCommandsAndNames()
    {
        await using var terminal = await ServeOnTerminalAsync();
        using var bob = await BobAsync(terminal);
        await terminal.WaitForAsync("Bob joined from 127.0.0.1");

        await terminal.TypeAsync("/ki");
        await terminal.PressAsync("Tab");
        await terminal.TypeAsync("b");
        await terminal.PressAsync("Tab");

        await terminal.WaitForLastLineAsync($"{Prompt} /kick Bob");
    }

    [Fact]
    public async Task TheConsoleComesToRoomsAndShowsThemByTheirNumbers()
    {
        await using var terminal = await ServeOnTerminalAsync();
        using var bob = await BobAsync(terminal);
        await bob.SayAsync("/join ops");

        await terminal.TypeAsync("/join ops");
        await terminal.PressAsync("Enter");
        await terminal.WaitForLastLineAsync("[Alice | ops] >");
        await terminal.PressAsync("M-1");
        await terminal.WaitForLastLineAsync(Prompt);
        await bob.SayAsync("Alice, look");

        await terminal.WaitAsync(lines => lines[^2].StartsWith(" [1:lobby]  2:ops +1! | 2 online"));
        await terminal.PressAsync("M-a");
        await terminal.WaitAsync(lines => lines[^1] == "[Alice | ops] >" && lines.Any(line => line.EndsWith("Bob: Alice, look")));
    }

    [Fact]
    public async Task TheLineSurvivesResizing()
    {
        await using var terminal = await ServeOnTerminalAsync();
        await terminal.TypeAsync("a line that is longer than a narrow window");

        await terminal.ResizeAsync(24, 8);
        await terminal.WaitAsync(lines => lines[^1].EndsWith("window") && lines[^1].Length < 24);
        await terminal.ResizeAsync(80, 24);

        var screen = await terminal.WaitForLastLineAsync($"{Prompt} a line that is longer than a narrow window");
        screen.Where(line => line.Contains("narrow window")).Should().ContainSingle();
    }

    [Fact]
    public async Task ControlCTwiceEndsTheServerAndLeavesTheTerminalSane()
    {
        await using var terminal = await ServeOnTerminalAsync();
        using var bob = await BobAsync(terminal);
        await terminal.TypeAsync("a text");
        await terminal.WaitForLastLineAsync($"{Prompt} a text");

        await terminal.PressAsync("C-c");
        await terminal.WaitForLastLineAsync(Prompt);
        await terminal.PressAsync("C-c");
        await terminal.WaitForAsync("Press Ctrl-C again to stop the server.");
        await terminal.TypeAsync("still here");
        await terminal.PressAsync("Enter");
        (await bob.ReadTextsAsync("message", 1)).Should().Equal("still here");
        await terminal.PressAsync("C-c", "C-c");

        await terminal.WaitForAsync("exit code 0");
        (await bob.ReadToEndAsync())[^1].GetProperty("event").GetString().Should().Be("shutdown");
        await terminal.TypeAsync("echoed by the terminal");
        var screen = await terminal.WaitForLastLineAsync("echoed by the terminal");
        screen.Should().NotContain(line => line.StartsWith(Prompt));
    }

    [Fact]
    public async Task TheToolAloneAsksWhatIsWanted()
    {
        await using var terminal = await Tmux.StartAsync(
            $"cd {Directory.Path}; LANTALK_BIND=127.0.0.1 LANTALK_BEACON_PORT={BeaconPort} {ShellCommand}");
        await terminal.WaitForLastLineAsync("1 or 2?");
        await terminal.PressAsync("1", "Enter");
        await terminal.WaitForLastLineAsync("Port [5050]:");
        await terminal.PressAsync("0", "Enter");
        await terminal.WaitAsync(lines => lines[^1].StartsWith("The server's name ["));
        await terminal.PressAsync("Alice", "Enter");
        await terminal.WaitForLastLineAsync("Password (nothing for none):");
        await terminal.TypeAsync("sesame");
        await terminal.PressAsync("Enter");
        await terminal.WaitForLastLineAsync("The same again:");
        await terminal.TypeAsync("sesame");
        await terminal.PressAsync("Enter");
        await terminal.WaitForLastLineAsync(Prompt);
        using var bob = await TestClient.ConnectAsync(await EndPointAsync(terminal));
        (await bob.LogInAsync("Bob", "sesame")).GetProperty("type").GetString().Should().Be("auth_ok");

        await using var joining = await Tmux.StartAsync($"LANTALK_BEACON_PORT={BeaconPort} {ShellCommand}");
        await joining.WaitForLastLineAsync("1 or 2?");
        await joining.PressAsync("2", "Enter");
        await joining.WaitAsync(lines => lines[^1].StartsWith("Your name in the chat ["));
        await joining.PressAsync("Carol", "Enter");
        await joining.WaitForLastLineAsync("Password:");
        await joining.TypeAsync("sesame");
        await joining.PressAsync("Enter");
        await joining.WaitForLastLineAsync("[Carol | lobby] >");
    }

    private async Task<Tmux> ServeOnTerminalAsync()
    {
        var terminal = await Tmux.StartAsync(
            $"{ShellCommand} serve --name Alice --port 0 --bind 127.0.0.1 --no-beacon --data-dir {Directory.Path}");

        // The prompt is ready before the server is: text typed too early is answered above the lines that introduce it.
        await terminal.WaitAsync(lines => lines.Any(line => line.EndsWith("anything else is said to everybody.")) && lines[^1] == Prompt);
        return terminal;
    }

    private static async Task<TestClient> BobAsync(Tmux terminal)
    {
        var bob = await TestClient.ConnectAsync(await EndPointAsync(terminal));
        await bob.LogInAsync("Bob");
        return bob;
    }

    private static async Task<IPEndPoint> EndPointAsync(Tmux terminal)
    {
        var screen = await terminal.WaitForAsync("Listening on");
        var line = screen.First(line => line.Contains("Listening on"));
        return new IPEndPoint(IPAddress.Loopback, int.Parse(line[(line.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture));
    }
}
