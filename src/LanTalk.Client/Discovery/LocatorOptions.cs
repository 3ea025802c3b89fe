using LanTalk.Protocol.Defaults;

namespace LanTalk.Client.Discovery;

/// <summary>How to look for servers.</summary>
public sealed record LocatorOptions
{
    /// <summary>The UDP port of announcements and questions, 1 to 65535.</summary>
    public int Port { get; init; } = Limits.DefaultBeaconPort;
}
