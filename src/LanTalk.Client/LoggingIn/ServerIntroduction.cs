using LanTalk.Protocol.Security;

namespace LanTalk.Client.LoggingIn;

/// <summary>The facts about a server before anything is sent to it.</summary>
/// <param name="Certificate">The certificate's fingerprint; null without encryption.</param>
/// <param name="Name">Its own name for itself; null from an older server.</param>
/// <param name="NeedsPassword">Whether it asks for a password.</param>
public sealed record ServerIntroduction(ServerFingerprint? Certificate, string? Name, bool NeedsPassword);
