using System.Net;
using LanTalk.Protocol.Discovery;
using LanTalk.Protocol.Security;

namespace LanTalk.Client.Discovery;

/// <summary>A server on the LAN and its address.</summary>
/// <param name="Announcement">Its announcement, which anybody on the LAN could have sent.</param>
/// <param name="EndPoint">The address that it was heard from and the announced TCP port.</param>
public sealed record FoundServer(Announcement Announcement, IPEndPoint EndPoint)
{
    /// <summary>The announced fingerprint; null for none. It is a hint: only the certificate counts.</summary>
    public ServerFingerprint? Fingerprint { get; } = ServerFingerprint.TryParse(Announcement.Fingerprint, out var fingerprint) ? fingerprint : null;
}

/// <summary>The kind of a change to a server on the LAN.</summary>
public enum ServerChangeKind
{
    /// <summary>It was heard for the first time, or again after it was gone.</summary>
    Appeared,

    /// <summary>Its announcement changed.</summary>
    Changed,

    /// <summary>It has not been heard for a while, or another server took its place.</summary>
    Gone,
}

/// <summary>A change among the servers on the LAN.</summary>
/// <param name="Kind">The kind of change.</param>
/// <param name="Server">The server as it is now; if it is gone, as it last was.</param>
public sealed record ServerChange(ServerChangeKind Kind, FoundServer Server);
