using System.Net;
using LanTalk.Protocol.Defaults;

namespace LanTalk.Server.Discovery;

/// <summary>The beacon's options.</summary>
internal sealed record BeaconOptions
{
    /// <summary>The UDP port, 1 to 65535.</summary>
    public int Port { get; init; } = Limits.DefaultBeaconPort;

    /// <summary>The time between two announcements; more than zero. Clients consider a server gone after 7 s without one.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The addresses that the server listens on; empty for all. It is announced only on links that have one of them, because nobody could join over
    /// the others.
    /// </summary>
    public IReadOnlyList<IPAddress> Bind { get; init; } = [];
}
