using LanTalk.Client.Addresses;
using LanTalk.Protocol.Security;

namespace LanTalk.Client.Trust;

/// <summary>A server that was connected to and is to be judged before anything is said to it.</summary>
/// <param name="Fingerprint">Of the certificate that it showed.</param>
/// <param name="Name">What it calls itself.</param>
/// <param name="Address">Where it is.</param>
public sealed record Meeting(ServerFingerprint Fingerprint, string Name, ServerAddress Address)
{
    /// <summary>The name that it was found by; null if the user named the address.</summary>
    public string? FoundAs { get; init; }

    /// <summary>The fingerprint that it was announced with, if any.</summary>
    public ServerFingerprint? Announced { get; init; }

    /// <summary>The fingerprint that the user demands, if any.</summary>
    public ServerFingerprint? Demanded { get; init; }

    /// <summary>Whether the user wants to forget what contradicts this server.</summary>
    public bool Forget { get; init; }
}

/// <summary>Whether to go on with a server.</summary>
public enum TrustVerdict
{
    /// <summary>It is the one that is known.</summary>
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

/// <summary>The verdict and what it rests on.</summary>
/// <param name="Verdict">Whether to go on.</param>
/// <param name="Others">Known servers at the address, or under the name, that it was looked for by; with other fingerprints.</param>
/// <param name="Namesakes">Known servers that call themselves the same, with other fingerprints.</param>
public sealed record Judgement(TrustVerdict Verdict, IReadOnlyList<KnownServer> Others, IReadOnlyList<KnownServer> Namesakes)
{
    /// <summary>Whether to go on.</summary>
    public bool IsTrusted => Verdict is TrustVerdict.Known or TrustVerdict.FirstMeeting;
}
