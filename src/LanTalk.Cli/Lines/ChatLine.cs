using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;

namespace LanTalk.Cli.Lines;

/// <summary>What a line typed by the user asks for.</summary>
internal static class ChatLine
{
    /// <summary>What to send. A private message goes as such, so that it can be sealed; other commands go to the server as they are.</summary>
    /// <param name="line">The line.</param>
    /// <param name="room">Where it is said.</param>
    public static Outgoing Parse(string line, string room)
    {
        var (command, rest) = Cut(line);
        if (command == "/pm" && Split(rest) is { Remainder.Length: > 0 } message)
        {
            return Outgoing.Private(message.First, message.Remainder);
        }

        return Outgoing.Say(line, room);
    }

    /// <summary>A text as a line that says it, whatever it begins with.</summary>
    public static string Escape(string text) => text.StartsWith('/') ? "/" + text : text;

    /// <summary>The command that only the client has, wherever lines come from.</summary>
    public static CommandInfo Verify { get; } = new(
        "verify", "<user>", "Show words that prove, if the other one sees the same, that nobody reads or changes what you two write privately.");

    /// <summary>The command that a line begins with, its slash included and in small letters, and what follows it.</summary>
    public static (string Command, string Argument) Cut(string line)
    {
        var (word, rest) = Split(line.Trim());
        return (word.ToLowerInvariant(), rest);
    }

    /// <summary>The first word, and what follows it.</summary>
    public static (string First, string Remainder) Split(string text) =>
        text.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space ? (text[..space], text[space..].Trim()) : (text, "");

    /// <summary>Whether a line asks what the commands are.</summary>
    public static bool AsksForHelp(string line) => line.Trim().Equals("/help", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a line leaves the chat.</summary>
    public static bool IsQuit(string line) => line.Trim().Equals("/quit", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a line is the client's own command <c>/verify</c>, which the server never sees.</summary>
    /// <param name="line">The line.</param>
    /// <param name="user">Whom to compare keys with; empty if nobody was named.</param>
    public static bool IsVerify(string line, out string user) => IsCommand(line, "/verify", out user);

    /// <summary>Whether a line enters a room.</summary>
    /// <param name="line">The line.</param>
    /// <param name="room">The room as it was typed; empty if none was named.</param>
    public static bool IsJoin(string line, out string room) => IsCommand(line, "/join", out room);

    /// <summary>Whether a line leaves a room.</summary>
    /// <param name="line">The line.</param>
    /// <param name="room">The room as it was typed; empty for the one where the user is.</param>
    public static bool IsLeave(string line, out string room) => IsCommand(line, "/leave", out room);

    private static bool IsCommand(string line, string command, out string argument)
    {
        var (given, rest) = Cut(line);
        argument = given == command ? rest : "";
        return given == command;
    }
}
