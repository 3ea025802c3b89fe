namespace LanTalk.Server.Rooms;

/// <summary>The last message of a room that a client says it has; the default is that of a newcomer.</summary>
/// <param name="Epoch">The epoch that <paramref name="Since"/> belongs to.</param>
/// <param name="Since">The id of the last message that it has.</param>
internal readonly record struct RoomProgress(string? Epoch, long? Since);
