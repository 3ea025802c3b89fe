using LanTalk.Protocol.Unicode;

namespace LanTalk.Protocol.Names;

/// <summary>The rules for the name of a room: those of a <see cref="UserName"/>, in lower case.</summary>
public static class RoomName
{
    /// <summary>The room that every version 3 user is in.</summary>
    public const string Lobby = "lobby";

    /// <summary>The longest name in characters.</summary>
    public const int MaxLength = 24;

    /// <summary>
    /// The name of a room that a person typed, which may begin with <c>#</c> as in other chats; null if it is not valid. Programs must send the name
    /// itself.
    /// </summary>
    public static string? FromTyped(string typed) => From(typed.StartsWith('#') ? typed[1..] : typed);

    /// <summary>The name of a room in its canonical form, whatever its case; null if it is not valid.</summary>
    public static string? From(string typed) =>
        UserName.IsValid(typed, MaxLength) && InLowerCase(typed) is var name && UserName.IsValid(name, MaxLength) ? name : null;

    /// <summary>The error in the name of a room, and what to do; null if it is valid.</summary>
    public static string? ProblemOf(string typed) => ProblemOfForm(typed) ?? ProblemOfForm(InLowerCase(typed));

    private static string? ProblemOfForm(string name) => UserName.ProblemOf(name, MaxLength, "the name of a room");

    private static string InLowerCase(string name) => Normalization.Compose(Folding.Fold(name));
}
