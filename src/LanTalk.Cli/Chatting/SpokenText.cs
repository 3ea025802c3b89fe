using LanTalk.Cli.Lines;
using LanTalk.Cli.Texts;
using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Text;
using LanTalk.Terminal.Styling;

namespace LanTalk.Cli.Chatting;

/// <summary>
/// Event texts for the ear and for logs: every sender in words, the time at the end, no signs that a screen reader would spell out.
/// </summary>
/// <param name="isEncrypted">Whether the connection is encrypted; null where there is none, as at the console of a server.</param>
internal sealed class SpokenText(bool? isEncrypted) : IChatText
{
    /// <inheritdoc/>
    public string Seal => isEncrypted switch { null => "", true => "encrypted", false => "not encrypted" };

    /// <inheritdoc/>
    public StyledText? Of(ChatEvent happened, string? ownName, string here) => happened switch
    {
        Received { Message: RoomMessage { Action: true } action } =>
            $"{Sign(action, ownName)}{Clean(action.User)} {Spoken(action.Text)}{In(action.Room, here)}, at {action.Timestamp}",
        Received { Message: RoomMessage { Share: { } share } shared } =>
            $"{Sign(shared, ownName)}{Clean(shared.User)} shares number {share.Id}{In(shared.Room, here)}: {ShareTexts.Of(share)}, at {shared.Timestamp}",
        Received { Message: RoomMessage said } =>
            $"{Sign(said, ownName)}{Clean(said.User)} says{In(said.Room, here)}: {Spoken(said.Text)}, at {said.Timestamp}",
        Received { Message: PrivateMessage { Share: { } share } shared } =>
            $"{Clean(shared.FromUser)} sends to you alone, sealed, number {share.Id}: {ShareTexts.Of(share)}, at {shared.Timestamp}",
        Received { Message: PrivateMessage received } =>
            $"{Clean(received.FromUser)} says to you alone, {(received.IsSealed ? "sealed" : "not sealed")}: {Spoken(received.Text)}, at {received.Timestamp}",
        Received { Message: SystemMessage system } => $"{(system.Event == SystemEvents.Refused ? "Refused: " : "")}{Clean(system.Text)}{In(system.Room, here)}",
        Received { Message: Invitation invitation } => $"The link is {invitation.Url}",
        Received { Message: AuthOk welcome } =>
            $"{Clean(welcome.UserName)}, you are on the server of {Clean(welcome.ServerName)}. Type /help and Enter to hear what you can do.",
        Delivered { What.To: { } to } delivered => EchoPrivate(delivered.By.Timestamp, to, delivered.What.Text, delivered.What.IsSealed),
        Delivered { What: var what, By.Timestamp: var at } =>
            Of(new Received(new RoomMessage(at, ownName ?? "", what.PostedText) { Room = what.Room }), ownName, here),
        NotSent failed => $"Not sent, {DeliveryTexts.ReasonOf(failed)}: {Spoken(failed.What.Text)}",
        UserKeyChanged changed => $"Warning: {Clean(changed.User)} has another key than before. It may be somebody else. Compare words with /verify {Clean(changed.User)} before you trust it.",
        NotOpened failed => $"Warning: a sealed message came as from {Clean(failed.From)} and cannot be opened.",
        Entered { IsReturn: false, State: var state } when state.Room != RoomName.Lobby =>
            $"You are in the room {state.Room}{(state.Topic is { } topic ? $", about {Clean(topic)}" : "")}.",
        ConnectionLost => "The connection is lost; trying again.",
        ConnectionBack => "The connection is back.",
        Missing missing => $"{Counted.Of(missing.Count, "message is", "messages are")} missing here{In(missing.Room, here)}: the server no longer keeps them.",
        HistoryReplaced replaced => $"The history was replaced{In(replaced.Room, here)}.",
        _ => null,
    };

    /// <inheritdoc/>
    public StyledText EchoPrivate(string timestamp, string to, string text, bool isSealed) =>
        $"You say to {Clean(to)} alone, {(isSealed ? "sealed" : "not sealed")}: {Spoken(text)}, at {timestamp}";

    /// <inheritdoc/>
    public StyledText Rule(string text) => $"{text}.";

    /// <inheritdoc/>
    public StyledText? Waiting(int number, string place, bool isMention) => ChatPlace.UserOf(place) is { } user
        ? $"{user} writes to you in private. /window {number} shows it."
        : $"{(isMention ? "You are named" : "There is something new")} in {Clean(place)}. /window {number} shows it.";

    // No name ends with a colon or a full stop: nobody else's line can begin so.
    private static string Sign(RoomMessage said, string? ownName) => new Viewpoint { OwnName = ownName } switch
    {
        var view when view.IsOwn(said.User) => "You: ",
        var view when view.IsNamedIn(said.Text, said.User) => "You are named. ",
        _ => "",
    };

    // Indentation is not audible.
    private static string Spoken(string text) =>
        SafeText.CleanLines(text).Split('\n') is { Length: > 1 } lines
            ? string.Join('\n', lines.Select((line, index) => $"line {index + 1}: {line}")) : Clean(text);

    private static string Clean(string text) => SafeText.Clean(text);

    private static string In(string? room, string here) => (room ?? RoomName.Lobby) == here ? "" : $" in {Clean(room ?? RoomName.Lobby)}";
}
