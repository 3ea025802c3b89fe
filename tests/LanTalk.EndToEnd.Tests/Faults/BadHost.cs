using LanTalk.EndToEnd.Tests.Network;

namespace LanTalk.EndToEnd.Tests.Faults;

/// <summary>A host of a <see cref="BadLan"/>, and how bad its cable is.</summary>
internal sealed class BadHost(NetworkNamespace host, TunDevice device, string address) : IAsyncDisposable
{
    /// <summary>The name of its only interface besides loopback.</summary>
    public const string Link = "lan0";

    // Read by the thread that carries packets, set by the test.
    private volatile bool _isCut;

    /// <summary>The namespace in which its programs run.</summary>
    public NetworkNamespace Host { get; } = host;

    /// <summary>The end of its cable.</summary>
    public TunDevice Device { get; } = device;

    /// <summary>Its address.</summary>
    public string Address { get; } = address;

    /// <summary>How long a packet takes from or to it.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The share of packets from or to it that are lost.</summary>
    public double Loss { get; init; }

    /// <summary>Whether all its packets are lost, which neither end is told.</summary>
    public bool IsCut
    {
        get => _isCut;
        set => _isCut = value;
    }

    /// <summary>Unplugs the cable: its own end knows, the other one does not.</summary>
    public Task PullAsync() => Host.IpAsync("link", "set", Link, "down");

    /// <summary>Plugs the cable in again.</summary>
    public Task PlugAsync() => Host.IpAsync("link", "set", Link, "up");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Device.Dispose();
    }
}
