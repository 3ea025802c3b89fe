using LanTalk.Client.Events;
using LanTalk.Terminal.Styling;

namespace LanTalk.Cli.Chatting;

/// <summary>How events read.</summary>
internal interface IChatText
{
    /// <summary>What marks a connection that nobody else can read.</summary>
    string Seal { get; }

    /// <summary>An event as one line; null if it is not worth one.</summary>
    /// <param name="happened">What happened.</param>
    /// <param name="ownName">The reader's name; null for nobody's.</param>
    /// <param name="here">The room that needs no naming.</param>
    StyledText? Of(ChatEvent happened, string? ownName, string here);

    /// <summary>A private message that the user sends.</summary>
    StyledText EchoPrivate(string timestamp, string to, string text, bool isSealed);

    /// <summary>What parts lines from those before: another room, another day, what is new.</summary>
    StyledText Rule(string text);

    /// <summary>Something waits in another room or in private, or names the reader there, for the first time since it was shown; null if the status line tells that.</summary>
    /// <param name="number">The number of the room or the private conversation.</param>
    /// <param name="place">Where; see <see cref="Lines.ChatPlace"/>.</param>
    /// <param name="isMention">Whether it names the reader.</param>
    StyledText? Waiting(int number, string place, bool isMention);
}
