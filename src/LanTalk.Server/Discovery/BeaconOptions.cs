using System.Net;
using LanTalk.Protocol.Defaults;

namespace LanTalk.Server.Discovery;

/// <summary>How a server makes itself known on the LAN.</summary>
internal sealed record BeaconOptions
{
    /// <summary>The UDP port, 1 to 65535.</summary>
    public int Port { get; init; } = Limits.DefaultBeaconPort;

    /// <summary>Between two announcements; more than zero. Clients take a server for gone after 7 s without one.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The addresses that the server listens on; empty for all. It is announced only on links that hold one of them: elsewhere nobody
    /// could join.
    /// </summary>
    public IReadOnlyList<IPAddress> Bind { get; init; } = [];
}
