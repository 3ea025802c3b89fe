using LanTalk.Protocol.Security;

namespace LanTalk.Client.LoggingIn;

/// <summary>What is known of a server before anything is said to it.</summary>
/// <param name="Certificate">What it showed; null where nothing is encrypted.</param>
/// <param name="Name">What it calls itself; null from an older server.</param>
/// <param name="NeedsPassword">Whether it asks for a password.</param>
public sealed record ServerIntroduction(ServerFingerprint? Certificate, string? Name, bool NeedsPassword);
