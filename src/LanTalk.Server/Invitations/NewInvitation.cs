namespace LanTalk.Server.Invitations;

/// <summary>An invitation to be kept.</summary>
/// <param name="PublicKey">The public half of its key.</param>
/// <param name="Owner">The key of the user who makes it, in its full form; empty for the operator.</param>
/// <param name="By">The name of its maker.</param>
/// <param name="Room">The room that those who use it enter; null for the lobby.</param>
/// <param name="Expires">Until when it lets users in.</param>
/// <param name="Uses">How many users it lets in.</param>
internal sealed record NewInvitation(ReadOnlyMemory<byte> PublicKey, string Owner, string By, string? Room, DateTimeOffset Expires, int Uses);
