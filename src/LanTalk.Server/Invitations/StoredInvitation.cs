namespace LanTalk.Server.Invitations;

/// <summary>An invitation as it is kept.</summary>
/// <param name="Id">The id that lists show and that revokes it.</param>
/// <param name="By">The name of its maker.</param>
/// <param name="Room">The room that those who use it enter; null for the lobby.</param>
/// <param name="Expires">Until when it lets users in.</param>
/// <param name="Uses">How many users it lets in.</param>
/// <param name="Used">How many have used it.</param>
public sealed record StoredInvitation(string Id, string By, string? Room, DateTimeOffset Expires, int Uses, int Used);
