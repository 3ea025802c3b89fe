using LanTalk.Client.Addresses;
using LanTalk.Protocol.Security;

namespace LanTalk.Client.Trust;

/// <summary>A server that was connected to and is to be judged before anything is sent to it.</summary>
/// <param name="Fingerprint">The fingerprint of its certificate.</param>
/// <param name="Name">Its own name for itself.</param>
/// <param name="Address">Its address.</param>
public sealed record Meeting(ServerFingerprint Fingerprint, string Name, ServerAddress Address)
{
    /// <summary>The name that it was found by; null if the user named the address.</summary>
    public string? FoundAs { get; init; }

    /// <summary>The announced fingerprint, if any.</summary>
    public ServerFingerprint? Announced { get; init; }

    /// <summary>The fingerprint that the user demands, if any.</summary>
    public ServerFingerprint? Demanded { get; init; }

    /// <summary>Whether the user wants to forget known servers that contradict this one.</summary>
    public bool Forget { get; init; }
}

/// <summary>The verdict on a server.</summary>
public enum TrustVerdict
{
    /// <summary>It is the known one.</summary>
    Known,

    /// <summary>It is new, and nothing speaks against it.</summary>
    FirstMeeting,

    /// <summary>It has another fingerprint than the user demanded.</summary>
    NotAsDemanded,

    /// <summary>It has another fingerprint than it was announced with.</summary>
    NotAsAnnounced,

    /// <summary>Another server is known at this address.</summary>
    OtherAtAddress,

    /// <summary>Another server is known under this name.</summary>
    OtherOfName,
}

/// <summary>The verdict and its grounds.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Others">Known servers at the address, or under the name, that it was looked for by; with other fingerprints.</param>
/// <param name="Namesakes">Known servers of the same name, with other fingerprints.</param>
public sealed record Judgement(TrustVerdict Verdict, IReadOnlyList<KnownServer> Others, IReadOnlyList<KnownServer> Namesakes)
{
    /// <summary>Whether to go on.</summary>
    public bool IsTrusted => Verdict is TrustVerdict.Known or TrustVerdict.FirstMeeting;
}
