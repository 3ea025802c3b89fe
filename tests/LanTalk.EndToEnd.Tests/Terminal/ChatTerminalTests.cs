using System.Diagnostics;
using System.Net;
using LanTalk.Testing;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Terminal;

public sealed class ChatTerminalTests(InstalledTool tool) : ToolTest(tool)
{
    private const string Lobby = "[Bob | lobby] >";
    private const string Ops = "[Bob | ops] >";

    [Fact]
    public async Task EachRoomKeepsItsDraftItsCountAndItsPlace()
    {
        var (_, endPoint) = await ServeAsync();
        await using var bob = await JoinAsync(endPoint, "Bob", Lobby);
        await using var carol = await JoinAsync(endPoint, "Carol", "[Carol | lobby] >");
        await EnterAsync(bob, "/join ops", Ops);
        await bob.TypeAsync("half a line");
        await bob.PressAsync("M-1");
        await bob.WaitForLastLineAsync(Lobby);

        await EnterAsync(carol, "/join ops", "[Carol | ops] >");
        await EnterAsync(carol, "are you here, Bob?", "[Carol | ops] >");
        await bob.WaitAsync(lines => lines[^2].StartsWith(" [1:lobby]  2:ops +1! |"));
        (await bob.ScreenAsync()).Should().NotContain(line => line.Contains("are you here"));

        await bob.PressAsync("C-n");

        var screen = await bob.WaitForLastLineAsync($"{Ops} half a line");
        screen.Should().ContainInOrder("--- ops ---", "--- new ---").And.Contain(line => line.EndsWith("Carol: are you here, Bob?"));
        screen[^2].Should().StartWith(" 1:lobby  [2:ops] |");
    }

    [Fact]
    public async Task SeveralLinesThatArePastedAreOneMessageWithItsLinesBelowItsFirst()
    {
        var (server, endPoint) = await ServeAsync();
        var pipe = Run("join", $"{endPoint}", "--name", "Pipe");
        await pipe.OutputAsync("you are on");
        await using var carol = await JoinAsync(endPoint, "Carol", "[Carol | lobby] >");
        await using var bob = await JoinAsync(endPoint, "Bob", Lobby);

        await bob.PasteAsync("def f():\n    return 1\n[14:22] Carol: me, too");
        await bob.WaitForLastLineAsync("  [14:22] Carol: me, too");
        await bob.PressAsync("Enter");

        var screen = await carol.WaitAsync(lines => lines.Any(line => line.EndsWith("Carol: me, too")));
        var first = screen.ToList().FindIndex(line => line.EndsWith("]!Bob: def f():")); // it names her
        screen.Skip(first + 1).Take(2).Should().Equal("                 return 1", "             [14:22] Carol: me, too");
        await pipe.OutputAsync("             [14:22] Carol: me, too");
        await server.OutputAsync("             [14:22] Carol: me, too");
        (await RunToEndAsync("history", "--data-dir", Directory.Path, "--json")).Process.Output.Should()
            .ContainSingle(line => line.Contains("def f():\\n    return 1\\n"));
    }

    [Fact]
    public async Task AServerThatRestartsIsFoundAgainAndWhatWasTypedIsKept()
    {
        var (server, endPoint) = await ServeAsync();
        await using var bob = await JoinAsync(endPoint, "Bob", Lobby);
        await bob.TypeAsync("half a line");
        await server.SignalAsync("KILL");
        await bob.WaitAsync(lines => lines[^2].Contains("no connection, trying again"));

        Run("serve", "--name", "Alice", "--port", $"{endPoint.Port}", "--bind", "127.0.0.1", "--beacon-port", BeaconPort, "--data-dir", Directory.Path);
        await bob.WaitForAsync("You are back on Alice's server.");

        await bob.PressAsync("Enter");
        await bob.WaitAsync(lines => lines[^1] == Lobby && lines.Any(line => line.EndsWith("Bob: half a line")));
    }

    [Fact]
    public async Task TheNextVisitGoesOnInTheSameRoomsAndByTheSameName()
    {
        var (_, endPoint) = await ServeAsync();
        (await RunToEndAsync("config", "set", "name", "Bob")).ExitCode.Should().Be(0);
        await using (var first = await Tmux.StartAsync($"{ShellCommand} join {endPoint}"))
        {
            await first.WaitForLastLineAsync(Lobby);
            await EnterAsync(first, "/j #ops", Ops);
            await EnterAsync(first, "/nick Bobby", "[Bobby | ops] >");
            await first.TypeAsync("/exit");
            await first.PressAsync("Enter");
            await first.WaitForAsync("exit code 0");
        }

        await using var second = await Tmux.StartAsync($"{ShellCommand} join {endPoint}");

        await second.WaitForLastLineAsync("[Bobby | ops] >");
    }

    [Fact]
    public async Task WhatWasTypedIsThereTheNextTime()
    {
        var (_, endPoint) = await ServeAsync();
        await using (var bob = await JoinAsync(endPoint, "Bob", Lobby))
        {
            await EnterAsync(bob, "remember this", Lobby);
            await EnterAsync(bob, "and that", Lobby);
            await bob.PressAsync("C-d");
            await bob.WaitForAsync("exit code 0");
        }

        await using var again = await JoinAsync(endPoint, "Bob", Lobby);
        await again.PressAsync("C-r");
        await again.TypeAsync("member");

        await again.WaitForLastLineAsync("(search) 'member': remember this");
    }

    [Fact]
    public async Task TheNameIsAskedForOnce()
    {
        var (_, endPoint) = await ServeAsync();
        await using (var bob = await Tmux.StartAsync($"{ShellCommand} join {endPoint}"))
        {
            await bob.WaitAsync(lines => lines.Count > 0 && lines[^1].StartsWith("Your name in the chat ["));
            await bob.PressAsync("a b", "Enter");
            await bob.WaitForAsync("Sorry, 'a b' is not valid for name");
            await bob.PressAsync("Bob", "Enter");
            await bob.WaitForLastLineAsync(Lobby);
            await EnterAsync(bob, "/set theme mono", Lobby);
            await bob.PressAsync("C-d");
            await bob.WaitForAsync("exit code 0");
        }

        await using var again = await Tmux.StartAsync($"{ShellCommand} join {endPoint}");

        await again.WaitForLastLineAsync(Lobby);
        (await File.ReadAllTextAsync(Path.Combine(ConfigDirectory, "config.json"))).Should().Contain("\"theme\": \"mono\"");
    }

    [Fact]
    public async Task WhoIsAskedMayChangeHerMind()
    {
        var (_, endPoint) = await ServeAsync();
        await using var bob = await Tmux.StartAsync($"{ShellCommand} join {endPoint}");
        await bob.WaitAsync(lines => lines.Count > 0 && lines[^1].StartsWith("Your name in the chat ["));

        await bob.PressAsync("C-c");

        await bob.WaitForAsync("exit code 0");
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task ASignalLeavesTheTerminalSane(string signal)
    {
        var (_, endPoint) = await ServeAsync();
        await using var bob = await Tmux.StartAsync($"sh -c 'echo $$ > {Directory.File("pid")}; exec env {ShellCommand} join {endPoint} --name Bob'");
        await bob.WaitForLastLineAsync(Lobby);

        var pid = (await File.ReadAllTextAsync(Directory.File("pid"))).Trim();
        using (var kill = Process.Start("kill", ["-s", signal, pid]))
        {
            await kill.WaitForExitAsync();
        }

        await bob.WaitForAsync("exit code");
        await bob.TypeAsync("echoed by the terminal");
        var screen = await bob.WaitForLastLineAsync("echoed by the terminal");
        screen.Should().NotContain(line => line.Contains(Lobby) || line.Contains("[1:lobby]"));
    }

    [Fact]
    public async Task SuspendedItLeavesTheShellAloneAndComesBackAsItWas()
    {
        var (_, endPoint) = await ServeAsync();
        using var carol = await TestClient.ConnectAsync(endPoint);
        await carol.LogInAsync("Carol");
        await using var bob = await Tmux.StartAsync($"PS1=shell: bash --norc -i");
        await bob.WaitForLastLineAsync("shell:");
        await EnterAsync(bob, $"{ShellCommand} join {endPoint} --name Bob", Lobby);
        await bob.TypeAsync("half");
        await bob.WaitForLastLineAsync($"{Lobby} half");

        await bob.PressAsync("C-z");
        var screen = await bob.WaitForLastLineAsync("shell:");
        screen.Should().NotContain(line => line.Contains("[1:lobby]"));
        await carol.SayAsync("meanwhile");
        await EnterAsync(bob, "fg", $"{Lobby} half");

        await bob.WaitAsync(lines => lines[^1] == $"{Lobby} half" && lines.Any(line => line.EndsWith("Carol: meanwhile")));
    }

    [Fact]
    public async Task PlainIsOnlyAppendedToAndSpeaksInWords()
    {
        var (_, endPoint) = await ServeAsync();
        using var carol = await TestClient.ConnectAsync(endPoint);
        await carol.LogInAsync("Carol");
        await using var bob = await Tmux.StartAsync($"{ShellCommand} join {endPoint} --name Bob --plain | tee {Directory.File("output")}");
        await bob.WaitForAsync("you are on the server of Alice");

        await carol.SayAsync("hello");
        await bob.WaitForAsync("Carol says: hello, at ");
        await bob.TypeAsync("hi Carol");
        await bob.PressAsync("Enter");
        (await carol.ReadTextsAsync("message", 1)).Should().Equal("hi Carol");
        await bob.WaitForAsync("Bob says: hi Carol, at ");

        (await File.ReadAllTextAsync(Directory.File("output"))).Should().NotContainAny("\e", "\a", "\r");
    }

    private static async Task EnterAsync(Tmux terminal, string text, string prompt)
    {
        await terminal.TypeAsync(text);
        await terminal.PressAsync("Enter");
        await terminal.WaitForLastLineAsync(prompt);
    }

    private async Task<Tmux> JoinAsync(IPEndPoint endPoint, string name, string prompt)
    {
        var terminal = await Tmux.StartAsync(
            $"LANTALK_CONFIG_DIR={Directory.File(name)} XDG_STATE_HOME={Directory.File("state")} {Tool.Command} join {endPoint} --name {name}");
        await terminal.WaitForLastLineAsync(prompt);
        return terminal;
    }
}
