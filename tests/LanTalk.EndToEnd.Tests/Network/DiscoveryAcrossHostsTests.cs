using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Network;

public sealed class DiscoveryAcrossHostsTests(InstalledTool tool) : ToolTest(tool)
{
    [Fact]
    public async Task AServerOnAnotherHostIsFoundAndJoined()
    {
        var (one, other) = await NetworkNamespace.CreatePairAsync();
        await using var first = one;
        await using var second = other;
        var server = await ServeInAsync(one);

        var discover = other.Start(Tool.Command, "discover", "--config-dir", ConfigDirectory);
        (await discover.ExitAsync()).Should().Be(0);
        discover.Output.Should().ContainSingle().Which.Should().Contain("10.77.0.1:5050");

        var join = other.Start(Tool.Command, "join", "--config-dir", ConfigDirectory, "--auto", "--name", "Bob");
        await join.TypeAsync("from afar");
        join.EndInput();
        (await join.ExitAsync()).Should().Be(0);
        await server.OutputAsync("Bob: from afar");
    }

    [Fact]
    public async Task AServerSeenOverTwoInterfacesIsListedOnce()
    {
        var (one, other) = await NetworkNamespace.CreatePairAsync();
        await using var first = one;
        await using var second = other;
        await one.CableAsync(other, "lan1", "10.78.0.1/24", "10.78.0.2/24");
        await ServeInAsync(one);

        var discover = other.Start(Tool.Command, "discover", "--config-dir", ConfigDirectory);

        (await discover.ExitAsync()).Should().Be(0);
        discover.Output.Should().ContainSingle();
    }

    [Fact]
    public async Task AServerOnTheSameHostIsFoundWithLoopbackAlone()
    {
        await using var host = await NetworkNamespace.CreateAsync();
        await ServeInAsync(host);

        var discover = host.Start(Tool.Command, "discover", "--config-dir", ConfigDirectory);

        (await discover.ExitAsync()).Should().Be(0);
        discover.Output.Should().ContainSingle().Which.Should().Contain("127.0.0.1:5050");
    }

    [Fact]
    public async Task AnInterfaceThatComesLaterIsHeardToo()
    {
        await using var one = await NetworkNamespace.CreateAsync();
        await using var other = await NetworkNamespace.CreateAsync();
        await ServeInAsync(one);
        var watch = other.Start(Tool.Command, "discover", "--config-dir", ConfigDirectory, "--watch");

        await one.CableAsync(other, "lan0", "10.77.0.1/24", "10.77.0.2/24");

        (await watch.OutputAsync("appeared")).Should().Contain("10.77.0.1:5050");
    }

    private async Task<ToolProcess> ServeInAsync(NetworkNamespace host)
    {
        var server = host.Start(Tool.Command, "serve", "--name", "Alice", "--data-dir", Directory.Path);
        await server.OutputAsync("Listening on");
        return server;
    }
}
