using LanTalk.Protocol.Security;

namespace LanTalk.Client.Trust;

/// <summary>A server that was joined before.</summary>
/// <param name="Fingerprint">Its fingerprint, by which it is recognised.</param>
/// <param name="Name">Its own name for itself.</param>
/// <param name="Addresses">The addresses where it was met, the latest first.</param>
/// <param name="LastMet">When it was met last.</param>
public sealed record KnownServer(ServerFingerprint Fingerprint, string Name, IReadOnlyList<string> Addresses, DateTimeOffset LastMet);
