using LanTalk.Client.Events;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Lines;

/// <summary>Turns lines that the user types into messages.</summary>
internal static class ChatLine
{
    /// <summary>
    /// The message for a line. A private message becomes one of that kind, so that it can be sealed; other commands go to the server, by their own
    /// names and with single blanks.
    /// </summary>
    /// <param name="line">The line.</param>
    /// <param name="place">The place that it is typed in; see <see cref="ChatPlace"/>.</param>
    public static Outgoing Parse(string line, string place)
    {
        var room = ChatPlace.RoomOf(place);
        if (ClientCommands.Of(line, out var argument) is not { } command)
        {
            return Text(SlashRule.SaidBy(line), place);
        }

        return command switch
        {
            ClientCommands.Private when FirstWord.Split(argument) is { Remainder.Length: > 0 } message => Outgoing.Private(message.First, message.Remainder),
            ClientCommands.Say => Text(argument, place),
            ClientCommands.Away => Outgoing.Say(argument.Length == 0 ? "/me is away" : $"/me is away: {argument}", room),
            ClientCommands.Help when ClientCommands.Find(argument.TrimStart(SlashRule.Slash)) is { } asked => Command(asked.Name), // the server knows no aliases
            _ => Command(argument),
        };

        Outgoing Command(string arguments) => Outgoing.Say($"{SlashRule.Slash}{command} {arguments}".TrimEnd(), room);
    }

    /// <summary>The message for a text, whatever it begins with.</summary>
    /// <param name="text">The text.</param>
    /// <param name="place">The place that it is typed in; see <see cref="ChatPlace"/>.</param>
    public static Outgoing Text(string text, string place) =>
        ChatPlace.UserOf(place) is { } user ? Outgoing.Private(user, text) : Outgoing.Say(SlashRule.Saying(text), place);

    /// <summary>
    /// The message for a text of several lines: a text even if it begins like a command, except for the commands that say how to send it.
    /// </summary>
    /// <param name="text">The text; its lines end with <c>\n</c>.</param>
    /// <param name="place">The place that it is typed in; see <see cref="ChatPlace"/>.</param>
    public static Outgoing ParseLines(string text, string place)
    {
        var (command, rest) = FirstWord.Cut(text.TrimStart());
        return ClientCommands.Of(command, out _) switch
        {
            ClientCommands.Private when FirstWord.Cut(rest.TrimStart(' ')) is var (user, said) && !string.IsNullOrWhiteSpace(said) =>
                Outgoing.Private(user, said),
            ClientCommands.Say => Text(rest, place),
            _ => Text(text, place),
        };
    }

    /// <summary>A sent message as it would be typed again.</summary>
    public static string TypedOf(Outgoing said) => said.Text.Contains('\n', StringComparison.Ordinal) ? said.PostedText : said.Text;
}
