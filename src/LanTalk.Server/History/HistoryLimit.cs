namespace LanTalk.Server.History;

/// <summary>How much history is kept, written <c>30d</c>, <c>100000</c> or <c>off</c>.</summary>
/// <param name="MaxAge">Older messages are dropped; null for no limit.</param>
/// <param name="MaxCount">More messages than this in a room are dropped, oldest first; null for no limit.</param>
/// <param name="IsOff">Nothing is written to disk: the last messages are kept in memory and are gone with the server.</param>
public sealed record HistoryLimit(TimeSpan? MaxAge = null, int? MaxCount = null, bool IsOff = false);
