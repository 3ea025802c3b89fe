using LanTalk.Protocol.Text;

namespace LanTalk.Protocol.Messages;

/// <summary>
/// The commands that only ask for something, and that nobody else sees. In version 3 they have a rate limit of their own, so that looking something
/// up does not delay a message.
/// </summary>
public static class QueryCommands
{
    private static readonly string[] Names = ["files", "help", "history", "invites", "rooms", "search", "users", "whois"];

    /// <summary>Whether a message is one of them, or asks in a form of its own.</summary>
    public static bool IsQuery(ClientMessage? message) =>
        message is AskOverview or AskMembers or AskHistory or AskSearch or AskTicket or AskShares or ListUsers || (message is Say say && IsQuery(say.Text));

    /// <summary>Whether a text is one of them.</summary>
    public static bool IsQuery(string text) =>
        SlashRule.IsCommand(text) && Names.Contains(FirstWord.Cut(text[1..]).First, StringComparer.OrdinalIgnoreCase);
}
