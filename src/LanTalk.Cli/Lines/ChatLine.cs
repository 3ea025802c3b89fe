using LanTalk.Client.Events;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Lines;

/// <summary>What a line typed by the user says.</summary>
internal static class ChatLine
{
    /// <summary>
    /// What to send. A private message goes as such, so that it can be sealed; other commands go to the server, by their own names and with
    /// nothing but blanks between.
    /// </summary>
    /// <param name="line">The line.</param>
    /// <param name="place">Where it is said; see <see cref="ChatPlace"/>.</param>
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
            ClientCommands.Help when ClientCommands.Find(argument.TrimStart(SlashRule.Slash)) is { } asked => Command(asked.Name), // the server knows no other words
            _ => Command(argument),
        };

        Outgoing Command(string arguments) => Outgoing.Say($"{SlashRule.Slash}{command} {arguments}".TrimEnd(), room);
    }

    /// <summary>What to send for a text, whatever it begins with.</summary>
    /// <param name="text">The text.</param>
    /// <param name="place">Where it is said; see <see cref="ChatPlace"/>.</param>
    public static Outgoing Text(string text, string place) =>
        ChatPlace.UserOf(place) is { } user ? Outgoing.Private(user, text) : Outgoing.Say(SlashRule.Saying(text), place);

    /// <summary>What to send for a text of several lines: it was pasted, or is a text, and no command, but for one that says how to say it.</summary>
    /// <param name="text">The text; its lines end with <c>\n</c>.</param>
    /// <param name="place">Where it is said; see <see cref="ChatPlace"/>.</param>
    public static Outgoing ParseLines(string text, string place)
    {
        var (command, rest) = FirstWord.Cut(text.TrimStart());
        return ClientCommands.Of(command, out _) switch
        {
            ClientCommands.Private when FirstWord.Cut(rest.TrimStart(' ')) is var (user, said) && !string.IsNullOrWhiteSpace(said) => Outgoing.Private(user, said),
            ClientCommands.Say => Text(rest, place),
            _ => Text(text, place),
        };
    }

    /// <summary>What was sent as it would be typed again.</summary>
    public static string TypedOf(Outgoing said) => said.Text.Contains('\n', StringComparison.Ordinal) ? said.PostedText : said.Text;
}
