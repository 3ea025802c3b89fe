using LanTalk.Client.Delivery;

namespace LanTalk.Cli.Joining;

/// <summary>What a line typed by the user asks for.</summary>
internal static class ChatLine
{
    /// <summary>What to send. A private message goes as such, so that it can be sealed; other commands go to the server as they are.</summary>
    /// <param name="line">The line.</param>
    /// <param name="room">Where it is said.</param>
    public static Outgoing Parse(string line, string room)
    {
        const string PmCommand = "/pm ";
        if (line.StartsWith(PmCommand, StringComparison.OrdinalIgnoreCase))
        {
            var rest = line[PmCommand.Length..].Trim();
            var space = rest.IndexOf(' ', StringComparison.Ordinal);
            if (space > 0)
            {
                return Outgoing.Private(rest[..space], rest[(space + 1)..].Trim());
            }
        }

        return Outgoing.Say(line, room);
    }

    /// <summary>A text as a line that says it, whatever it begins with.</summary>
    public static string Escape(string text) => text.StartsWith('/') ? "/" + text : text;

    /// <summary>What <c>/help</c> of the server does not list, because it is the client's.</summary>
    public const string OwnHelp = "Of this client: /verify USER shows words that prove, if USER sees the same, that nobody reads or changes what you two write with /pm.";

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
        var text = line.Trim();
        var isCommand = text.StartsWith(command, StringComparison.OrdinalIgnoreCase) && (text.Length == command.Length || text[command.Length] == ' ');
        argument = isCommand ? text[command.Length..].Trim() : "";
        return isCommand;
    }
}
