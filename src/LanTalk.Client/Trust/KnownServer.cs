using LanTalk.Protocol.Security;

namespace LanTalk.Client.Trust;

/// <summary>A server that was joined before.</summary>
/// <param name="Fingerprint">By which it is known again.</param>
/// <param name="Name">What it called itself.</param>
/// <param name="Addresses">Where it was met, the latest first.</param>
/// <param name="LastMet">When it was met last.</param>
public sealed record KnownServer(ServerFingerprint Fingerprint, string Name, IReadOnlyList<string> Addresses, DateTimeOffset LastMet);
