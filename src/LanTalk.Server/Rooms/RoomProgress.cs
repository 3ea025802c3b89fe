namespace LanTalk.Server.Rooms;

/// <summary>How far a client says that it has come in a room; the default is that of a newcomer.</summary>
/// <param name="Epoch">The epoch that <paramref name="Since"/> belongs to.</param>
/// <param name="Since">The last message that it has.</param>
internal readonly record struct RoomProgress(string? Epoch, long? Since);
