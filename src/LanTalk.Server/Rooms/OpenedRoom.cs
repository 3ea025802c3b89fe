namespace LanTalk.Server.Rooms;

/// <summary>The result of entering a room.</summary>
/// <param name="Room">The room; null if it does not exist and was not created.</param>
/// <param name="Alike">If it was not: the existing room whose name looks like it; null if there is none.</param>
internal readonly record struct OpenedRoom(Room? Room, string? Alike = null);
