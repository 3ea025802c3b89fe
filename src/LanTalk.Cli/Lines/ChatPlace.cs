using LanTalk.Protocol.Names;

namespace LanTalk.Cli.Lines;

/// <summary>
/// Where a person is at a prompt: in a room, by its name, or in a private conversation, by <c>@</c> and the other one's name. No name of a room
/// begins so.
/// </summary>
internal static class ChatPlace
{
    private const char Mark = '@';

    /// <summary>The private conversation with a user; null if that is no name.</summary>
    public static string? Private(string user) => UserName.IsValid(user, int.MaxValue) ? $"{Mark}{user}" : null;

    /// <summary>With whom a private conversation is; null for a room.</summary>
    public static string? UserOf(string place) => place.StartsWith(Mark) ? place[1..] : null;

    /// <summary>The room where commands of a place are carried out: a private conversation has none of its own.</summary>
    public static string RoomOf(string place) => UserOf(place) is null ? place : RoomName.Lobby;

    /// <summary>Whether two places are one: names of users compare as names do.</summary>
    public static bool AreSame(string one, string other) =>
        UserOf(one) is { } user && UserOf(other) is { } otherUser ? UserName.Comparer.Equals(user, otherUser) : one == other;

    /// <summary>Why a command means nothing in a private conversation, as the end of a sentence; null if it does, and for a text.</summary>
    public static string? ProblemOf(string line, string place) =>
        UserOf(place) is { } user && ClientCommands.Of(line, out _) is (ClientCommands.Me or ClientCommands.Away or "topic" or "history") and var command
            ? $"/{command} is for a room, and this is a private conversation with {user}."
            : null;
}
