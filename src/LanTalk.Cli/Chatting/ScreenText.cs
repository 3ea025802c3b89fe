using LanTalk.Cli.Lines;
using LanTalk.Cli.Texts;
using LanTalk.Client.Events;
using LanTalk.Protocol.Names;
using LanTalk.Terminal.Devices;
using LanTalk.Terminal.Styling;

namespace LanTalk.Cli.Chatting;

/// <summary>Event texts for the eye: short, with colours and signs.</summary>
/// <param name="isEncrypted">Whether the connection is encrypted; null where there is none, as at the console of a server.</param>
/// <param name="styleOf">How a name looks.</param>
internal sealed class ScreenText(bool? isEncrypted, Func<string, Style> styleOf) : IChatText
{
    private readonly string _seal = TerminalCapabilities.IsUtf8 ? MessageFormatter.Utf8Seal : MessageFormatter.AsciiSeal;

    /// <inheritdoc/>
    public string Seal => isEncrypted switch { null => "", true => _seal, false => "not encrypted" };

    /// <inheritdoc/>
    public StyledText? Of(ChatEvent happened, string? ownName, string here) => happened is NotSent failed
        ? MessageFormatter.NotSent(DeliveryTexts.ReasonOf(failed), failed.What.Text)
        : MessageFormatter.Format(happened, View(ownName, here));

    /// <inheritdoc/>
    public StyledText EchoPrivate(string timestamp, string to, string text, bool isSealed) =>
        MessageFormatter.EchoPrivate(timestamp, to, text, isSealed, View(null, RoomName.Lobby));

    /// <inheritdoc/>
    public StyledText Rule(string text) => new(($"--- {text} ---", Style.Dim));

    /// <inheritdoc/>
    public StyledText? Waiting(int number, string place, bool isMention) => ChatPlace.UserOf(place) is { } user
        ? new StyledText(($"*** {user} writes to you in private: {(number < 10 ? $"Alt-{number} or " : "")}/window {number} shows it. ***", Style.Private))
        : null;

    private Viewpoint View(string? ownName, string here) => new()
    {
        OwnName = ownName,
        Here = here,
        Seal = _seal,
        HasSigns = true,
        OffersFiles = isEncrypted == true,
        StyleOf = styleOf,
    };
}
