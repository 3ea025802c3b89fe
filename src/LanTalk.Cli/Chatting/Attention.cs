using LanTalk.Cli.Settings;
using LanTalk.Cli.Texts;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Chatting;

/// <summary>Decides when to call for the user's attention, and how.</summary>
internal static class Attention
{
    /// <summary>Whether a message is private to the user or mentions the user's name.</summary>
    public static bool IsCalledBy(ServerMessage? message, string ownName) => message switch
    {
        PrivateMessage => true,
        RoomMessage said => !UserName.Comparer.Equals(said.User, ownName) && Mentions.Has(said.Text, ownName),
        _ => false,
    };

    /// <summary>The terminal sequence that calls the user to a message; null if the user wants none.</summary>
    public static string? SequenceFor(ServerMessage message, ClientSettings settings)
    {
        var (from, text) = message switch
        {
            RoomMessage said => (said.User, said.Text),
            PrivateMessage received => (received.FromUser, "a private message"), // not its text: it may be shown on a locked screen
            _ => ("", ""),
        };
        return settings.NotificationOf(SafeText.Clean(from), SafeText.CleanOnOneLine(text));
    }
}
