using LanTalk.Protocol.Defaults;

namespace LanTalk.Client.Discovery;

/// <summary>How servers are looked for.</summary>
public sealed record LocatorOptions
{
    /// <summary>The UDP port that servers announce to and are asked on, 1 to 65535.</summary>
    public int Port { get; init; } = Limits.DefaultBeaconPort;
}
