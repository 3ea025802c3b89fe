using LanTalk.Client.Events;
using LanTalk.Terminal.Styling;

namespace LanTalk.Cli.Chatting;

/// <summary>How events read.</summary>
internal interface IChatText
{
    /// <summary>The sign of an encrypted connection.</summary>
    string Seal { get; }

    /// <summary>An event as one line; null if nothing is to be shown.</summary>
    /// <param name="happened">What happened.</param>
    /// <param name="ownName">The reader's name; null if there is no reader.</param>
    /// <param name="here">The room that is shown, which is not named.</param>
    StyledText? Of(ChatEvent happened, string? ownName, string here);

    /// <summary>A private message that the user sends.</summary>
    StyledText EchoPrivate(string timestamp, string to, string text, bool isSealed);

    /// <summary>A line that separates messages from those before: another room, another day, new messages.</summary>
    StyledText Rule(string text);

    /// <summary>
    /// The notice that something waits in another room or in private, or mentions the reader there, for the first time since it was shown; null if
    /// the status line says so.
    /// </summary>
    /// <param name="number">The number of the room or the private conversation.</param>
    /// <param name="place">The place; see <see cref="Lines.ChatPlace"/>.</param>
    /// <param name="isMention">Whether it mentions the reader.</param>
    StyledText? Waiting(int number, string place, bool isMention);
}
