namespace LanTalk.Server.Discovery;

/// <summary>Whether the server can be found, once it announces itself.</summary>
public sealed class DiscoveryState
{
    /// <summary>Whether it receives queries: not if another program holds the port exclusively.</summary>
    public bool IsHearing { get; private set; }

    internal void Opened(bool isHearing) => IsHearing = isHearing;
}
