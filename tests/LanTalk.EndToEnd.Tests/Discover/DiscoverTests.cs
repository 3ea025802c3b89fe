using System.Text.Json;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Discover;

public sealed class DiscoverTests(InstalledTool tool) : ToolTest(tool)
{
    [Fact]
    public async Task AServerOnTheSameHostIsListedOnce()
    {
        var (_, endPoint) = await ServeAsync();

        var (exitCode, run) = await RunToEndAsync("discover", "--beacon-port", BeaconPort);

        exitCode.Should().Be(0);
        run.Output.Should().ContainSingle().Which.Should().Contain("Alice").And.Contain($":{endPoint.Port}").And.Contain("0 users");
    }

    [Fact]
    public async Task WithJsonAServerIsAnObject()
    {
        var (_, endPoint) = await ServeAsync("--password", "sesame");

        var (_, run) = await RunToEndAsync("discover", "--json", "--beacon-port", BeaconPort);

        var server = JsonSerializer.Deserialize<JsonElement>(run.Output.Should().ContainSingle().Which);
        server.GetProperty("name").GetString().Should().Be("Alice");
        server.GetProperty("port").GetInt32().Should().Be(endPoint.Port);
        server.GetProperty("password").GetBoolean().Should().BeTrue();
        server.GetProperty("users").GetInt32().Should().Be(0);
    }

    [Fact]
    public async Task WithoutAServerNothingIsFound()
    {
        var (exitCode, run) = await RunToEndAsync("discover", "--timeout", "200ms", "--beacon-port", BeaconPort);

        exitCode.Should().Be(3);
        run.Output.Should().BeEmpty();
        run.Errors.Should().ContainSingle();
    }

    [Fact]
    public async Task AServerThatHidesIsNotFound()
    {
        await ServeAsync("--no-beacon");

        (await RunToEndAsync("discover", "--timeout", "500ms", "--beacon-port", BeaconPort)).ExitCode.Should().Be(3);
    }

    [Fact]
    public async Task WatchingTellsWhatComesAndGoes()
    {
        var watch = Run("discover", "--watch", "--json", "--beacon-port", BeaconPort);
        var (server, _) = await ServeAsync();
        (await watch.OutputAsync("appeared")).Should().Contain("Alice");

        await server.TypeAsync("/quit");
        await server.ExitAsync();

        (await watch.OutputAsync("gone")).Should().Contain("Alice");
        await watch.SignalAsync("INT");
        (await watch.ExitAsync()).Should().Be(0);
    }

    [Fact]
    public async Task SeveralRunsOnOneHostListenTogether()
    {
        await ServeAsync();
        var runs = Enumerable.Range(0, 4).Select(_ => RunToEndAsync("discover", "--beacon-port", BeaconPort)).ToList();

        (await Task.WhenAll(runs)).Should().OnlyContain(run => run.ExitCode == 0 && run.Process.Output.Count == 1);
    }
}
