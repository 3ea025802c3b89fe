using System.Net;
using LanTalk.Testing;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Terminal;

public sealed class JoinTerminalTests(InstalledTool tool) : ToolTest(tool)
{
    private const string Prompt = "[Bob | lobby] >";

    // More than a limit of 10 lets through.
    private static readonly string TwentyTexts = string.Concat(Enumerable.Range(1, 20).Select(i => $"text {i}\n"));

    [Fact]
    public async Task WhatIsTypedIsSaidAndShown()
    {
        var (_, endPoint) = await ServeAsync();
        using var carol = await CarolAsync(endPoint);
        await using var terminal = await BobAsync(endPoint);

        await terminal.TypeAsync("Hello, 日本 👋!");
        await terminal.PressAsync("Enter");

        (await carol.ReadTextsAsync("message", 1)).Should().Equal("Hello, 日本 👋!");
        var screen = await terminal.WaitAsync(lines => lines[^1] == Prompt && lines.Any(line => line.EndsWith("Bob: Hello, 日本 👋!")));
        screen.Should().ContainSingle(line => line.Contains("Hello"));
    }

    [Fact]
    public async Task WhatArrivesWhileTypingDoesNotGarbleTheLine()
    {
        var (_, endPoint) = await ServeAsync("--rate-limit", "0");
        using var carol = await CarolAsync(endPoint);
        await using var terminal = await BobAsync(endPoint);

        await terminal.TypeAsync("half a ");
        for (var i = 0; i < 200; i++)
        {
            await carol.SayAsync($"message {i}");
            if (i == 100)
            {
                await terminal.TypeAsync("line");
            }
        }

        await terminal.WaitAsync(lines => lines[^1] == $"{Prompt} half a line" && lines[^3].EndsWith("message 199"));
        var history = await terminal.HistoryAsync();
        history.Where(line => line.Contains("Carol: message")).Select(line => line[8..])
            .Should().Equal(Enumerable.Range(0, 200).Select(i => $"Carol: message {i}"));
        history.Where(line => line.Contains("half")).Should().ContainSingle();
    }

    [Fact]
    public async Task TheLineSurvivesResizing()
    {
        var (_, endPoint) = await ServeAsync();
        using var carol = await CarolAsync(endPoint);
        await using var terminal = await BobAsync(endPoint);
        await terminal.TypeAsync("a line that is quite a bit longer than a narrow window");
        await terminal.WaitForLastLineAsync($"{Prompt} a line that is quite a bit longer than a narrow window");

        await terminal.ResizeAsync(20, 4);
        await terminal.WaitAsync(lines => lines[^1].EndsWith("window") && lines.All(line => line.Length < 20));
        await carol.SayAsync("news");
        await terminal.WaitAsync(lines => lines[^1].EndsWith("window"));
        await terminal.ResizeAsync(80, 24);

        await terminal.WaitForLastLineAsync($"{Prompt} a line that is quite a bit longer than a narrow window");
        (await terminal.HistoryAsync()).Where(line => line.EndsWith("Carol: news")).Should().ContainSingle();
    }

    [Fact]
    public async Task ALongTextGoesOnInFurtherRows()
    {
        var (_, endPoint) = await ServeAsync();
        using var carol = await CarolAsync(endPoint);
        await using var terminal = await BobAsync(endPoint);
        var text = string.Concat(Enumerable.Range(0, 60).Select(i => $"{i:00} "));
        await terminal.TypeAsync(text);
        await terminal.WaitAsync(lines => lines[^3].StartsWith($"{Prompt} 00 01") && lines[^1].EndsWith("59"));

        await terminal.PressAsync("C-a");
        await terminal.TypeAsync("x");
        await terminal.WaitAsync(lines => lines[^3].StartsWith($"{Prompt} x00 01") && lines[^1].EndsWith("59"));
        await terminal.PressAsync("Enter");

        (await carol.ReadTextsAsync("message", 1)).Should().Equal($"x{text}");
    }

    [Fact]
    public async Task TheKeysOfReadlineEditTheLine()
    {
        var (_, endPoint) = await ServeAsync();
        using var carol = await CarolAsync(endPoint);
        await using var terminal = await BobAsync(endPoint);

        await terminal.TypeAsync("one two three");
        await terminal.PressAsync("C-w", "BSpace", "C-a", "C-k", "C-y", "Space", "C-y", "M-b", "M-b", "M-d");
        await terminal.TypeAsync("2");
        await terminal.PressAsync("Home", "Delete", "Right", "Left", "Enter");
        await terminal.PressAsync("Up");
        await terminal.WaitForLastLineAsync($"{Prompt} ne two 2 two");

        (await carol.ReadTextsAsync("message", 1)).Should().Equal("ne two 2 two");
    }

    [Fact]
    public async Task WhatLooksLikeOneCharacterIsOne()
    {
        var (_, endPoint) = await ServeAsync();
        using var carol = await CarolAsync(endPoint);
        await using var terminal = await BobAsync(endPoint);

        await terminal.TypeAsync("日本 e\u0301 👋🏽 שלום");
        await terminal.PressAsync("BSpace", "BSpace", "BSpace", "BSpace", "BSpace", "BSpace", "BSpace", "Left", "Left", "BSpace");
        await terminal.TypeAsync("語");
        await terminal.PressAsync("Enter");

        (await carol.ReadTextsAsync("message", 1)).Should().Equal("日語 e\u0301");
    }

    [Fact]
    public async Task APasteSendsNothingByItselfAndThenOneMessage()
    {
        var (_, endPoint) = await ServeAsync();
        using var carol = await CarolAsync(endPoint);
        await using var terminal = await BobAsync(endPoint);

        await terminal.PasteAsync("one\n/two\n\e[31mthree");
        await terminal.WaitAsync(lines => lines is [.., $"{Prompt} one", "  /two", "  ␛[31mthree"]);
        await terminal.PressAsync("Enter");

        // Carol's version shows it on one line.
        (await carol.ReadTextsAsync("message", 1)).Should().Equal("one ⏎ /two ⏎ ␛[31mthree");
    }

    [Fact]
    public async Task ALongPasteAsksBeforeItIsTaken()
    {
        var (_, endPoint) = await ServeAsync("--rate-limit", "0");
        using var carol = await CarolAsync(endPoint);
        await using var terminal = await BobAsync(endPoint);
        var lines = Enumerable.Range(0, 300).Select(i => $"line {i}").ToList();

        await terminal.PasteAsync(string.Join('\n', lines));
        await terminal.WaitForLastLineAsync("Paste 300 lines, to be sent as one message? (y/n)");
        await terminal.PressAsync("n");
        await terminal.WaitForLastLineAsync(Prompt);
        await terminal.PasteAsync(string.Join('\n', lines));
        await terminal.WaitForLastLineAsync("Paste 300 lines, to be sent as one message? (y/n)");
        await terminal.PressAsync("y");
        await terminal.WaitForLastLineAsync("  line 299");
        await terminal.PressAsync("Enter");

        (await carol.ReadTextsAsync("message", 1)).Should().Equal(string.Join(" ⏎ ", lines));
    }

    [Fact]
    public async Task TabCompletesNames()
    {
        var (_, endPoint) = await ServeAsync();
        await using var terminal = await BobAsync(endPoint);
        using var carol = await CarolAsync(endPoint);
        await terminal.WaitForAsync("Carol joined");

        await terminal.TypeAsync("car");
        await terminal.PressAsync("Tab");

        await terminal.WaitForLastLineAsync($"{Prompt} Carol:");
    }

    [Fact]
    public async Task EscapesInAMessageAreShownAndNotObeyed()
    {
        var (_, endPoint) = await ServeAsync();
        using var carol = await CarolAsync(endPoint);
        await using var terminal = await BobAsync(endPoint);

        await carol.SayAsync("\e[2J\e[H\u009b2Jboo");

        var screen = await terminal.WaitForAsync("2Jboo");
        screen.Should().Contain(line => line.EndsWith("Carol: ␛[2J␛[H\ufffd2Jboo"));
        screen.Should().Contain(line => line.Contains("you are on Alice's server"));
    }

    [Theory]
    [InlineData("C-c", "C-c")]
    [InlineData("C-d")]
    public async Task LeavingLeavesTheTerminalSane(params string[] keys)
    {
        var (_, endPoint) = await ServeAsync();
        await using var terminal = await BobAsync(endPoint);

        await terminal.PressAsync(keys);

        await terminal.WaitForAsync("exit code 0");
        await terminal.TypeAsync("echoed by the terminal");
        var screen = await terminal.WaitForLastLineAsync("echoed by the terminal");
        screen.Should().NotContain(line => line.Contains(Prompt));
        (await terminal.ValueAsync("cursor_flag")).Should().Be("1");
        (await terminal.ValueAsync("alternate_on")).Should().Be("0");
    }

    [Fact]
    public async Task ControlCClearsTheLineAndWhoLeavesIsToldWhatWasNotSent()
    {
        var (_, endPoint) = await ServeAsync("--rate-limit", "10/1h");
        await using var terminal = await BobAsync(endPoint);
        await terminal.TypeAsync("half a line");
        await terminal.WaitForLastLineAsync($"{Prompt} half a line");

        await terminal.PressAsync("C-c");
        await terminal.WaitForLastLineAsync(Prompt);
        await terminal.TypeAsync(TwentyTexts);
        await terminal.WaitAsync(lines => lines.Any(line => line.EndsWith("Bob: text 1")) && lines[^2].Contains("sending"));
        await terminal.PressAsync("C-c", "C-c");
        await terminal.WaitForAsync("You leave when all is sent. Ctrl-C leaves at once.");
        await terminal.PressAsync("C-c");

        var screen = await terminal.WaitForAsync("exit code 0");
        screen.Should().ContainInOrder("lantalk join: not sent: text 19", "lantalk join: not sent: text 20");
    }

    [Fact]
    public async Task ControlCDoesTheSameAtAPlainPrompt()
    {
        const string Again = "Press Ctrl-C again to leave.";
        var (_, endPoint) = await ServeAsync("--rate-limit", "10/1h");
        using var carol = await CarolAsync(endPoint);
        await using var terminal = await Tmux.StartAsync($"{ShellCommand} join {endPoint} --name Bob --plain");
        await terminal.WaitForAsync("you are on the server of Alice");
        await terminal.TypeAsync("half a line");
        await terminal.WaitForLastLineAsync("half a line");

        await terminal.PressAsync("C-c");
        await terminal.WaitForAsync(Again);
        await terminal.TypeAsync(TwentyTexts);
        (await carol.ReadTextsAsync("message", 1)).Should().Equal("text 1");
        for (var isLeaving = false; !isLeaving;)
        {
            // Two presses within two seconds, however long this machine takes.
            var before = await PressesAsync(terminal);
            await terminal.PressAsync("C-c");
            isLeaving = (await terminal.WaitAsync(lines => lines.Any(IsGoodbye) || lines.Count(line => line.Contains(Again)) > before)).Any(IsGoodbye);
        }

        await terminal.PressAsync("C-c");

        var screen = await terminal.WaitForAsync("exit code 0");
        screen.Should().ContainInOrder("lantalk join: not sent: text 19", "lantalk join: not sent: text 20");

        static bool IsGoodbye(string line) => line.Contains("You leave when all is sent. Ctrl-C leaves at once.");
        static async Task<int> PressesAsync(Tmux terminal) => (await terminal.ScreenAsync()).Count(line => line.Contains(Again));
    }

    [Fact]
    public async Task WhatIsNotSentYetCanBeCancelled()
    {
        var (_, endPoint) = await ServeAsync("--rate-limit", "10/1h");
        await using var terminal = await BobAsync(endPoint);
        await terminal.TypeAsync(TwentyTexts);
        await terminal.WaitAsync(lines => lines.Any(line => line.EndsWith("Bob: text 1")) && lines[^2].Contains("sending"));

        await terminal.TypeAsync("/cancel\n");

        await terminal.WaitAsync(lines => lines.Any(line => line.StartsWith("Cancelled: ")) && !lines[^2].Contains("sending"));
    }

    [Fact]
    public async Task AServerThatGoesIsToldBelowTheConversation()
    {
        var (server, endPoint) = await ServeAsync();
        await using var terminal = await BobAsync(endPoint, "--give-up 1s");

        await server.TypeAsync("/quit");

        var screen = await terminal.WaitForAsync("exit code 5");
        screen.Should().Contain(line => line.Contains("The server is shutting down."));
    }

    [Fact]
    public async Task ADumbTerminalGetsPlainLines()
    {
        var (_, endPoint) = await ServeAsync();
        await using var terminal = await Tmux.StartAsync($"TERM=dumb {ShellCommand} join {endPoint} --name Bob");
        await terminal.WaitForAsync("you are on the server of Alice");

        await terminal.TypeAsync("/users");
        await terminal.PressAsync("Enter");

        await terminal.WaitForAsync("Online: Alice, Bob");
    }

    [Fact]
    public async Task WhereNothingIsFoundTheAddressIsAskedFor()
    {
        var (_, endPoint) = await ServeAsync("--no-beacon");
        await using var terminal = await Tmux.StartAsync($"{ShellCommand} join --name Bob --beacon-port {BeaconPort} --timeout 2s");
        await terminal.WaitForLastLineAsync("Its address, if you know it (nothing to give up)?");

        await terminal.TypeAsync($"{endPoint}");
        await terminal.PressAsync("Enter");

        await terminal.WaitForLastLineAsync(Prompt);
    }

    [Fact]
    public async Task AmongSeveralServersThePersonChooses()
    {
        await ServeAsync();
        await ServeAsAsync("Carol", Directory.File("carol"));
        await using var terminal = await Tmux.StartAsync($"{ShellCommand} join --name Bob --beacon-port {BeaconPort}");
        await terminal.WaitAsync(lines => lines.Any(line => line.Contains("[2] Carol")) && lines[^1].Contains("Number, arrows and Enter"));

        await terminal.PressAsync("Down", "Enter");

        await terminal.WaitAsync(lines => lines[^1] == Prompt && lines.Any(line => line.EndsWith("you are on Carol's server; /help lists the commands. ***")));
    }

    [Fact]
    public async Task AMissingPasswordIsAskedForHidden()
    {
        await File.WriteAllTextAsync(Directory.File("password"), "sesame");
        var (_, endPoint) = await ServeAsync("--password-file", Directory.File("password"));
        await using var terminal = await Tmux.StartAsync($"{ShellCommand} join {endPoint} --name Bob");
        await terminal.WaitForAsync("Password:");

        await terminal.TypeAsync("sesame");
        await terminal.PressAsync("Enter");

        var screen = await terminal.WaitForLastLineAsync(Prompt);
        screen.Should().NotContain(line => line.Contains("sesame"));
    }

    private async Task<Tmux> BobAsync(IPEndPoint endPoint, string options = "")
    {
        var terminal = await Tmux.StartAsync($"{ShellCommand} join {endPoint} --name Bob {options}");
        await terminal.WaitForLastLineAsync(Prompt);
        return terminal;
    }

    private static async Task<TestClient> CarolAsync(IPEndPoint endPoint)
    {
        var carol = await TestClient.ConnectAsync(endPoint);
        await carol.LogInAsync("Carol");
        return carol;
    }
}
