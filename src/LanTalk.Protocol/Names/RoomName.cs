using LanTalk.Protocol.Unicode;

namespace LanTalk.Protocol.Names;

/// <summary>The rules for the name of a room: those of a <see cref="UserName"/>, in lower case.</summary>
public static class RoomName
{
    /// <summary>The room that everybody of version 3 is in.</summary>
    public const string Lobby = "lobby";

    /// <summary>The longest name in characters.</summary>
    public const int MaxLength = 24;

    /// <summary>
    /// The name of a room that a person typed, which may begin with <c>#</c> as in other chats; null if it is no name. What programs send has to
    /// be a name as it is.
    /// </summary>
    public static string? FromTyped(string typed) => From(typed.StartsWith('#') ? typed[1..] : typed);

    /// <summary>The name of a room as it is written, whatever the case of what was typed; null if that is no name.</summary>
    public static string? From(string typed) =>
        UserName.IsValid(typed, MaxLength) && Normalization.Compose(Folding.Fold(typed)) is var name && UserName.IsValid(name, MaxLength) ? name : null;
}
