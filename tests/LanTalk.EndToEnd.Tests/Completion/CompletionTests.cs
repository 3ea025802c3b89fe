using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Completion;

public sealed class CompletionTests(InstalledTool tool) : ToolTest(tool)
{
    [Theory]
    [InlineData("lantalk ", "serve", "send", "completion")]
    [InlineData("lantalk se", "serve", "send")]
    [InlineData("lantalk join --se", "--server")]
    [InlineData("lantalk send hello --ro", "--room")]
    [InlineData("lantalk completion ", "bash", "zsh", "fish", "pwsh")]
    [InlineData("lantalk ban ", "list", "add", "remove")]
    [InlineData("lantalk join --auto --na", "--name")]
    [InlineData("lantalk join --log-level W", "WARNING")]
    public async Task BashCompletesVerbsAndOptions(string line, params string[] completions)
    {
        (await BashAsync(line)).Should().Contain(completions);
    }

    [Fact]
    public async Task BashIsGivenOnlyWhatBeginsLikeTheWord()
    {
        (await BashAsync("lantalk se")).Should().BeEquivalentTo("serve", "send");
        (await BashAsync("lantalk ")).Should().NotContain(reply => reply.StartsWith('-'));
        (await BashAsync("lantalk join --nonsense")).Should().BeEmpty();
    }

    [Fact]
    public async Task ServersThatAreThereAreCompletedByName()
    {
        await ServeAsync();

        // A person does not wait long: on a busy machine, a person who sees nothing presses the key again.
        using var patience = new CancellationTokenSource(ToolProcess.Patience, TimeProvider.System);
        IReadOnlyList<string> names = [];
        while (names.Count == 0 && !patience.IsCancellationRequested)
        {
            names = await BashAsync($"lantalk join --beacon-port {BeaconPort} --server A");
        }

        names.Should().Equal("Alice");
    }

    [Fact]
    public async Task HostsAndUsersThatWereMetAreCompleted()
    {
        var (_, endPoint) = await ServeAsync();
        var carol = Run([("LANTALK_CONFIG_DIR", Directory.File("carol"))], "join", $"{endPoint}", "--name", "Carol");
        await carol.OutputAsync("you are on");
        (await RunToEndAsync("send", "--host", $"{endPoint}", "--to", "Carol", "hello")).ExitCode.Should().Be(0);

        (await BashAsync("lantalk send --to C")).Should().Equal("Carol");
        (await BashAsync("lantalk send --host 127")).Should().Equal($"{endPoint}");
        (await BashAsync("lantalk join 127")).Should().Equal($"{endPoint}");

        // After a colon, bash replaces only what follows it.
        (await BashAsync("lantalk join 127.0.0.1:")).Should().Equal($"{endPoint.Port}");
    }

    [Fact]
    public async Task ZshCompletesVerbsAndOptions()
    {
        await Requirement.ProgramAsync("The completion of zsh needs it", "zsh", "--version");
        const string Shell = """
            autoload -U compinit && compinit -u -D
            source <(lantalk completion zsh)
            compadd() { shift; print -l -- "${(@P)1}"; }
            words=(lantalk join --se) CURRENT=3
            _lantalk
            """;

        (await ShellAsync("zsh", ["-f", "-c", Shell])).Should().Contain("--server");
    }

    [Fact]
    public async Task FishCompletesVerbsAndOptions()
    {
        await Requirement.ProgramAsync("The completion of fish needs it", "fish", "--version");

        (await ShellAsync("fish", ["--no-config", "-c", "lantalk completion fish | source; complete --do-complete 'lantalk join --se'"]))
            .Should().Contain("--server");
        (await ShellAsync("fish", ["--no-config", "-c", "lantalk completion fish | source; complete --do-complete 'lantalk '"]))
            .Should().Contain(["serve", "send", "tail"]);
    }

    [Fact]
    public async Task ThereIsAScriptForPowerShell()
    {
        var (exitCode, run) = await RunToEndAsync("completion", "pwsh");

        exitCode.Should().Be(0);
        run.Output.Should().Contain(line => line.Contains("Register-ArgumentCompleter"));
    }

    [Fact]
    public async Task AnotherShellIsAUsageError()
    {
        var (exitCode, run) = await RunToEndAsync("completion", "tcsh");

        exitCode.Should().Be(2);
        run.Errors.Should().Contain(line => line.Contains("tcsh"));
    }

    /// <summary>The completions that bash offers for a line with the cursor at its end.</summary>
    private Task<IReadOnlyList<string>> BashAsync(string line)
    {
        // As in readline: a colon breaks words.
        const string Shell = """
            source <(lantalk completion bash)
            COMP_LINE=$1 COMP_POINT=${#1}
            IFS=' ' read -r -a COMP_WORDS <<< "$1"
            [[ $1 == *' ' ]] && COMP_WORDS+=('')
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _lantalk
            printf '%s\n' "${COMPREPLY[@]}"
            complete -p lantalk >&2
            """;
        return ShellAsync("bash", ["--norc", "-c", Shell, "bash", line]);
    }

    private async Task<IReadOnlyList<string>> ShellAsync(string shell, string[] arguments)
    {
        var path = $"{Path.GetDirectoryName(Tool.Command)}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
        await using var run = ToolProcess.Start(
            shell, arguments, Directory.Path, ("PATH", path), ("LANTALK_CONFIG_DIR", ConfigDirectory), ("HOME", Directory.Path));
        run.EndInput();
        await run.ExitAsync();
        return [.. run.Output.Where(line => line.Length > 0)];
    }
}
