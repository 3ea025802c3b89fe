using System.Net;
using LanTalk.Protocol.Discovery;
using LanTalk.Protocol.Security;

namespace LanTalk.Client.Discovery;

/// <summary>A server on the LAN and where to join it.</summary>
/// <param name="Announcement">What it says of itself; anybody on the LAN could have said it.</param>
/// <param name="EndPoint">The address that it was heard from and the TCP port that it names.</param>
public sealed record FoundServer(Announcement Announcement, IPEndPoint EndPoint)
{
    /// <summary>The fingerprint that it is announced with; null where it has none. It is a hint: what counts is the certificate.</summary>
    public ServerFingerprint? Fingerprint { get; } = ServerFingerprint.TryParse(Announcement.Fingerprint, out var fingerprint) ? fingerprint : null;
}

/// <summary>What became of a server on the LAN.</summary>
public enum ServerChangeKind
{
    /// <summary>It was heard for the first time, or again after it was gone.</summary>
    Appeared,

    /// <summary>It says something else of itself than before.</summary>
    Changed,

    /// <summary>It has not been heard for a while, or another server took its place.</summary>
    Gone,
}

/// <summary>A change among the servers on the LAN.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Server">The server as it is now; if it is gone, as it was last.</param>
public sealed record ServerChange(ServerChangeKind Kind, FoundServer Server);
