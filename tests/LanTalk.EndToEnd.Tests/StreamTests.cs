using LanTalk.Server.History;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests;

/// <summary>Standard streams that accept nothing, or are missing.</summary>
public sealed class StreamTests(InstalledTool tool) : ToolTest(tool)
{
    [Theory]
    [InlineData("history --data-dir .", "history")]
    [InlineData("completion bash", "completion")]
    [InlineData("config show", "config show")]
    [InlineData("serve --show-identity --data-dir .", "serve")]
    [InlineData("--help", null)]
    public async Task AResultThatCannotBeWrittenIsOneLineAndNoSuccess(string arguments, string? verb)
    {
        using (var store = SqliteRoomStore.Open(Directory.Path, new HistoryLimit()))
        {
            await store.AppendAsync("lobby", 0, new[] { new StoredMessage(0, 0, "Bob", "hello"u8.ToArray()) });
        }

        foreach (var redirection in new[] { "> /dev/full", ">&-" })
        {
            await using var run = ToolProcess.Start("sh", ["-c", $"{ShellCommand} {arguments} {redirection}"], Directory.Path);
            run.EndInput();

            (await run.ExitAsync()).Should().Be(5);
            run.Errors.Should().ContainSingle().Which.Should().StartWith($"lantalk{(verb is null ? "" : $" {verb}")}: Standard output cannot be written: ");
        }
    }

    [Fact]
    public async Task AServerWithoutStandardStreamsServesAndSaysNothingOfItsOwn()
    {
        await using var server = ToolProcess.Start(
            "sh", ["-c", $"exec {Tool.Command} serve --name Alice --port 0 --bind 127.0.0.1 --no-beacon --data-dir . <&- >&- 2>&-"], Directory.Path);
        await using var log = Follow("lantalk.log");
        var started = await log.OutputAsync("Server started on ");

        var (exitCode, _) = await RunToEndAsync("send", "--host", started.Split(' ')[^1], "hello");
        await server.SignalAsync("TERM");
        await server.ExitAsync();

        exitCode.Should().Be(0);
        using var history = HistoryReader.Open(Directory.Path)!;
        history.ReadLast("lobby", 10).Should().ContainSingle();
    }

    [Fact]
    public async Task AServerInTheBackgroundOfAShellIsNotStoppedByTheTerminalAndHasItsConsoleInTheForeground()
    {
        // Text typed before the shell asks for it would be shown twice.
        await using var terminal = await Tmux.StartAsync("PS1='shell> ' bash --norc -i", columns: 400);
        await terminal.WaitForLastLineAsync("shell>");
        await terminal.TypeAsync(
            $"{ShellCommand} serve --name Alice --port 0 --bind 127.0.0.1 --no-beacon --data-dir {Directory.Path} > {Directory.File("out")} &");
        await terminal.PressAsync("Enter");
        await using var output = Follow("out");
        var listening = await output.OutputAsync("Listening on");

        var (exitCode, _) = await RunToEndAsync("send", "--host", listening.Split(' ')[^1], "hello");
        await terminal.TypeAsync("fg");
        await terminal.PressAsync("Enter");
        await terminal.WaitAsync(screen => screen.Count(line => line.Contains("--no-beacon")) == 2);
        await terminal.TypeAsync("from the console");
        await terminal.PressAsync("Enter");

        await output.OutputAsync("Alice: from the console");
        exitCode.Should().Be(0);
    }

    private ToolProcess Follow(string file) => ToolProcess.Start("tail", ["-n", "+1", "-F", Directory.File(file)]);
}
