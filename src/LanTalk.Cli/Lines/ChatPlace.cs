using LanTalk.Protocol.Names;

namespace LanTalk.Cli.Lines;

/// <summary>
/// A person's place at a prompt: a room, by its name, or a private conversation, by <c>@</c> and the other user's name. No room name begins with that
/// sign.
/// </summary>
internal static class ChatPlace
{
    private const char Mark = '@';

    /// <summary>The private conversation with a user; null if the name is not valid.</summary>
    public static string? Private(string user) => UserName.IsValid(user, int.MaxValue) ? $"{Mark}{user}" : null;

    /// <summary>The other user of a private conversation; null for a room.</summary>
    public static string? UserOf(string place) => place.StartsWith(Mark) ? place[1..] : null;

    /// <summary>The room in which the commands of a place run: a private conversation has none of its own.</summary>
    public static string RoomOf(string place) => UserOf(place) is null ? place : RoomName.Lobby;

    /// <summary>Whether two places are the same: user names are compared like names.</summary>
    public static bool AreSame(string one, string other) =>
        UserOf(one) is { } user && UserOf(other) is { } otherUser ? UserName.Comparer.Equals(user, otherUser) : one == other;

    /// <summary>Why a command has no meaning in a private conversation, as the end of a sentence; null if it has one, and for a text.</summary>
    public static string? ProblemOf(string line, string place) =>
        UserOf(place) is { } user && ClientCommands.Of(line, out _) is (ClientCommands.Me or ClientCommands.Away or "topic" or "history") and var command
            ? $"/{command} is for a room, and this is a private conversation with {user}."
            : null;
}
