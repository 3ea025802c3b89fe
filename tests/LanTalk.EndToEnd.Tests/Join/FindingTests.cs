using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Join;

public sealed class FindingTests(InstalledTool tool) : ToolTest(tool)
{
    [Fact]
    public async Task WithoutAServerNothingIsFound()
    {
        var (exitCode, run) = await RunToEndAsync("join", "--auto", "--timeout", "200ms", "--beacon-port", BeaconPort);

        exitCode.Should().Be(3);
        run.Errors.Should().Contain(line => line.Contains("lantalk serve"));
    }

    [Fact]
    public async Task AmongSeveralServersOneMustBeNamed()
    {
        var (alice, _) = await ServeAsync();
        await ServeAsAsync("Carol", Directory.File("carol"));

        var (exitCode, run) = await RunToEndAsync("join", "--auto", "--name", "Bob", "--beacon-port", BeaconPort);

        exitCode.Should().Be(3);
        run.Errors.Should().Contain(line => line.Contains("Alice")).And.Contain(line => line.Contains("Carol"));

        var join = Run("join", "--auto", "--server", "alice", "--name", "Bob", "--beacon-port", BeaconPort);
        await join.TypeAsync("found you");
        join.EndInput();
        (await join.ExitAsync()).Should().Be(0);
        await alice.OutputAsync("Bob: found you");
    }

    [Fact]
    public async Task AServerOfAnotherNameIsNotJoined()
    {
        await ServeAsync();

        var (exitCode, _) = await RunToEndAsync("join", "--server", "Zoe", "--beacon-port", BeaconPort, "--timeout", "300ms");

        exitCode.Should().Be(3);
    }
}
