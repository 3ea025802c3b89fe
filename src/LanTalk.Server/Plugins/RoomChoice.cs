using LanTalk.Server.Rooms;

namespace LanTalk.Server.Plugins;

/// <summary>The rooms that a plug-in named in its manifest.</summary>
internal sealed class RoomChoice(IReadOnlyList<string> names)
{
    /// <summary>Stands for all rooms.</summary>
    public const string Every = "*";

    private readonly HashSet<string>? _names = names.Contains(Every, StringComparer.Ordinal) ? null : new HashSet<string>(names, StringComparer.Ordinal);

    /// <summary>Whether a room is one of them.</summary>
    public bool Has(Room room) => _names is null || _names.Contains(room.Name);
}
