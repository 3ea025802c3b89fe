using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Network;

/// <summary>A host of its own on this machine: a Linux network namespace. Removed after the test with everything in it.</summary>
internal sealed class NetworkNamespace : IAsyncDisposable
{
    private readonly List<ToolProcess> _processes = [];

    private NetworkNamespace(string name) => Name = name;

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Creates one with nothing but a loopback interface.</summary>
    public static async Task<NetworkNamespace> CreateAsync()
    {
        await Requirement.ProgramAsync("Network namespaces are needed", "ip", "netns", "list");
        var name = $"lantalk-{Guid.NewGuid():N}"[..20];
        await Requirement.ProgramAsync("Network namespaces are needed", "ip", "netns", "add", name);
        var host = new NetworkNamespace(name);
        await host.IpAsync("link", "set", "lo", "up");
        return host;
    }

    /// <summary>Creates two that are joined by a cable.</summary>
    public static async Task<(NetworkNamespace One, NetworkNamespace Other)> CreatePairAsync()
    {
        var (one, other) = (await CreateAsync(), await CreateAsync());
        await one.CableAsync(other, "lan0", "10.77.0.1/24", "10.77.0.2/24");
        return (one, other);
    }

    /// <summary>Connects this one and another by a cable.</summary>
    public async Task CableAsync(NetworkNamespace other, string link, string address, string otherAddress)
    {
        await IpAsync("link", "add", link, "type", "veth", "peer", "name", link, "netns", other.Name);
        await IpAsync("addr", "add", address, "dev", link);
        await other.IpAsync("addr", "add", otherAddress, "dev", link);
        await IpAsync("link", "set", link, "up");
        await other.IpAsync("link", "set", link, "up");
    }

    /// <summary>Runs <c>ip</c> in it.</summary>
    public Task IpAsync(params string[] arguments) => ExecuteAsync("ip", ["-n", Name, .. arguments]);

    /// <summary>Starts a command in it.</summary>
    public ToolProcess Start(string command, params string[] arguments)
    {
        var process = ToolProcess.Start("ip", ["netns", "exec", Name, command, .. arguments]);
        _processes.Add(process);
        return process;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        await ExecuteAsync("ip", "netns", "delete", Name);
    }

    /// <summary>Runs a program to its end; it must succeed.</summary>
    public static async Task ExecuteAsync(string program, params string[] arguments)
    {
        await using var process = ToolProcess.Start(program, arguments);
        if (await process.ExitAsync() != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {string.Join('\n', process.Errors)}");
        }
    }
}
