using LanTalk.Client;
using LanTalk.Client.Terminal;

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

    /// <summary>A line between others that says what follows.</summary>
    StyledText Rule(string text);

    /// <summary>A private message that the user sends.</summary>
    StyledText EchoPrivate(string timestamp, string to, string text, bool isSealed);
}
