using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests;

public sealed class UsageTests(InstalledTool tool) : ToolTest(tool)
{
    [Fact]
    public async Task TheInstalledToolTellsThePackagesVersion()
    {
        var (exitCode, run) = await RunToEndAsync("--version");

        exitCode.Should().Be(0);
        Tool.Package.Should().EndWith($"lantalk.{run.Output.Should().ContainSingle().Which.Split('+')[0]}.nupkg");
    }

    [Fact]
    public async Task WithoutATerminalTheToolAlonePrintsHelpAndFails()
    {
        var (exitCode, run) = await RunToEndAsync();

        exitCode.Should().Be(2);
        run.Output.Should().Contain(line => line.Contains("serve")).And.Contain(line => line.Contains("discover"));
    }

    [Theory]
    [InlineData("serve", "--port", "99999")]
    [InlineData("serve", "--rate-limit", "fast")]
    [InlineData("serve", "--name", "two words")]
    [InlineData("serve", "--nonsense")]
    [InlineData("join", "host:port")]
    [InlineData("discover", "--timeout", "soon")]
    [InlineData("join", "--auto", "--timeout", "100d")]
    [InlineData("nonsense")]
    public async Task AWrongOptionIsAUsageErrorThatNamesIt(params string[] arguments)
    {
        var (exitCode, run) = await RunToEndAsync(arguments);

        exitCode.Should().Be(2);
        run.Output.Should().BeEmpty();
        var wrong = arguments[^1];
        run.Errors.Should().Contain(line => line.Contains(wrong));
    }

    [Fact]
    public async Task TheHelpOfAVerbNamesItsArgumentAndItsOptions()
    {
        var (exitCode, run) = await RunToEndAsync("join", "--help");

        exitCode.Should().Be(0);
        run.Output.Should().Contain("  lantalk join [HOST[:PORT]] [OPTIONS]").And.Contain(line => line.Contains("--auto  "));
        run.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task WithoutATerminalTheManualOfAVerbIsPrinted()
    {
        var (exitCode, run) = await RunToEndAsync("help", "ban", "add");

        exitCode.Should().Be(0);
        run.Output.Should().Contain("  lantalk ban add TARGET [OPTIONS]").And.Contain("Exit status:");
    }

    [Fact]
    public async Task AskedForAVerbThatIsNoneTheManualNamesTheNearest()
    {
        var (exitCode, run) = await RunToEndAsync("help", "jion");

        exitCode.Should().Be(2);
        run.Errors.Should().ContainSingle().Which.Should().EndWith("'jion' is not a command of lantalk. Did you mean join?");
    }

    [Fact]
    public async Task AWrongVariableIsAUsageErrorThatNamesIt()
    {
        var run = Run([("LANTALK_IDLE_TIMEOUT", "soon")], "serve", "--port", "0", "--no-beacon");

        (await run.ExitAsync()).Should().Be(2);
        run.Errors.Should().Contain(line => line.Contains("LANTALK_IDLE_TIMEOUT"));
    }

    [Fact]
    public async Task AnOptionCountsBeforeItsVariable()
    {
        var run = Run([("LANTALK_NAME", "Zoe")], "serve", "--name", "Yves", "--port", "0", "--no-beacon");

        await run.OutputAsync("Yves's server is open");
    }
}
