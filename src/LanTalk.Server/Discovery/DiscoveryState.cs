namespace LanTalk.Server.Discovery;

/// <summary>Whether the server can be found, once it announces itself.</summary>
public sealed class DiscoveryState
{
    /// <summary>Whether it hears questions: not if another program keeps the port to itself.</summary>
    public bool IsHearing { get; private set; }

    internal void Opened(bool isHearing) => IsHearing = isHearing;
}
