using LanTalk.Client.Events;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Lines;

/// <summary>What a line typed by the user says.</summary>
internal static class ChatLine
{
    /// <summary>What to send. A private message goes as such, so that it can be sealed; other commands go to the server as they are.</summary>
    /// <param name="line">The line.</param>
    /// <param name="room">Where it is said.</param>
    public static Outgoing Parse(string line, string room)
    {
        if (ClientCommands.Of(line, out var argument) == ClientCommands.Private && ClientCommands.Split(argument) is { Remainder.Length: > 0 } message)
        {
            return Outgoing.Private(message.First, message.Remainder);
        }

        return Outgoing.Say(line, room);
    }

    /// <summary>What to send for a text of several lines: it was pasted, or is a text, and no command, but for one that is to be private.</summary>
    /// <param name="text">The text; its lines end with <c>\n</c>.</param>
    /// <param name="room">Where it is said.</param>
    public static Outgoing ParseLines(string text, string room)
    {
        var (command, rest) = SplitAt(text.AsSpan().IndexOfAny(' ', '\n'), text);
        if (ClientCommands.Of(command, out _) == ClientCommands.Private
            && SplitAt(rest.AsSpan().IndexOfAny(' ', '\n'), rest) is { First.Length: > 0 } message
            && !string.IsNullOrWhiteSpace(message.Remainder))
        {
            return Outgoing.Private(message.First, message.Remainder);
        }

        return Outgoing.Say(SlashRule.Saying(text), room);

        static (string First, string Remainder) SplitAt(int index, string text) => index < 0 ? (text, "") : (text[..index], text[(index + 1)..]);
    }

    /// <summary>What was sent as it would be typed again.</summary>
    public static string TypedOf(Outgoing said) => said.Text.Contains('\n', StringComparison.Ordinal) ? said.PostedText : said.Text;
}
