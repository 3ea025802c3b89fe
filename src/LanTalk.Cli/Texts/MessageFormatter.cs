using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Text;
using LanTalk.Terminal.Styling;

namespace LanTalk.Cli.Texts;

/// <summary>
/// How messages look: <c>[14:22] Alice: hi</c>, further lines of the text below its first. The plain text of the result is what a pipe gets.
/// </summary>
internal static class MessageFormatter
{
    /// <summary>Marks a private message that only its two users can read. No name can contain it, so nobody can fake it.</summary>
    public const string AsciiSeal = "[sealed]";

    /// <summary>The same for terminals that can show it.</summary>
    public const string Utf8Seal = "\U0001F512";

    /// <summary>An event as one line; null if nothing is to be shown.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="view">Who reads it, and where.</param>
    public static StyledText? Format(ChatEvent happened, Viewpoint view) => happened switch
    {
        Received { Message: Overview or MemberNews or HistoryPage or Found or Ticket or ShareList } => null,
        Received received => Format(received.Message, view),
        UserKeyChanged changed => new StyledText((
            $"!!! {SafeText.Clean(changed.User)} has another key than before: {changed.Key.ShortForm}. It may be somebody else who uses this name now. "
            + $"Compare words with  /verify {SafeText.Clean(changed.User)}  before you trust it. !!!",
            Style.Error)),
        NotOpened failed => Line(
            failed.Timestamp, ($"*** A sealed message came as from {SafeText.Clean(failed.From)} and cannot be opened: it was damaged, or sealed for another key. ***", Style.Warning)),
        Entered { IsReturn: true } or Entered { State: { Room: RoomName.Lobby, Topic: null } } => null,
        Entered entered => Line(entered.State.Timestamp, ($"*** You are in {entered.State.Room}{TopicOf(entered.State)} ***", Style.System)),
        Delivered { What.To: { } to } delivered => EchoPrivate(delivered.By.Timestamp, to, delivered.What.Text, delivered.What.IsSealed, view),
        Delivered delivered => Format(
            new RoomMessage(delivered.By.Timestamp, view.OwnName ?? "", delivered.What.PostedText) { Room = delivered.What.Room }, view),
        ConnectionLost => new StyledText(("*** The connection is lost; trying again. ***", Style.Warning)),
        ConnectionBack back => Line(back.Welcome.Timestamp, ($"*** You are back on {SafeText.Clean(back.Welcome.ServerName)}'s server. ***", Style.System)),
        Missing missing => new StyledText((
            $"*** {Tag(missing.Room, view)}{Counted.Of(missing.Count, "message is", "messages are")} missing here: the server no longer keeps them. ***", Style.Warning)),
        HistoryReplaced replaced =>
            new StyledText(($"*** {Tag(replaced.Room, view)}The history was replaced: what follows belongs to another one. ***", Style.Warning)),
        _ => null,
    };

    /// <summary>A message as one line.</summary>
    /// <param name="message">The server's message; everything in it is made safe to show.</param>
    /// <param name="view">Who reads it, and where.</param>
    public static StyledText Format(ServerMessage message, Viewpoint view) => message switch
    {
        RoomMessage { Action: true } action => SignedLine(
            action.Timestamp, SignOf(action, view), (Tag(action.Room, view), Style.Dim), ("* ", Style.Dim),
                Name(action.User, view), (MarkOf(action.Bot), Style.Dim), (" ", Style.Default), Text(action, view)),
        RoomMessage { Share: { } share } shared => SignedLine(shared.Timestamp, SignOf(shared, view), (Tag(shared.Room, view), Style.Dim),
            Name(shared.User, view), (MarkOf(shared.Bot), Style.Dim), ($" shares #{share.Id} {ShareTexts.Of(share)}", Style.Default),
                (view.OffersFiles ? $"  /get {share.Id}" : "", Style.Dim)),
        RoomMessage said => SignedLine(said.Timestamp, SignOf(said, view), (Tag(said.Room, view), Style.Dim),
            Name(said.User, view), (MarkOf(said.Bot), Style.Dim), (": ", Style.Default), Text(said, view)),
        PrivateMessage { Share: { } share } shared => SignedLine(
            shared.Timestamp, view.HasSigns ? LineSign.Call : LineSign.None, ($"{view.Seal} (private) ", Style.Private), Name(shared.FromUser, view),
            ($" sends you #{share.Id} {ShareTexts.Of(share)}", Style.Private), (view.OffersFiles ? $"  /get {share.Id}" : "", Style.Dim)),
        PrivateMessage received => SignedLine(
            received.Timestamp,
            view.HasSigns ? LineSign.Call : LineSign.None,
            (received.IsSealed ? $"{view.Seal} (private) " : "(private) ", Style.Private),
            Name(received.FromUser, view),
            (MarkOf(received.Bot), Style.Dim),
            (": ", Style.Default),
            (SafeText.CleanLines(received.Text), Style.Private)),
        SystemMessage { Event: SystemEvents.Refused or SystemEvents.Kick or SystemEvents.Closed } warning =>
            Line(warning.Timestamp, ($"*** {SafeText.Clean(warning.Text)} ***", Style.Warning)),
        SystemMessage { Event: SystemEvents.Join or SystemEvents.Leave or SystemEvents.Crowd or SystemEvents.Backlog } system =>
            Line(system.Timestamp, (Tag(system.Room, view), Style.Dim), ($"*** {SafeText.Clean(system.Text)} ***", Style.System)),

        // No name begins with a blank, so a quote in an answer cannot pass for somebody's words.
        SystemMessage { Event: SystemEvents.Reply } reply => Line(reply.Timestamp, ($"  {SafeText.Clean(reply.Text)}", Style.Reply)),
        SystemMessage system => Line(system.Timestamp, ($"*** {SafeText.Clean(system.Text)} ***", Style.System)),
        AuthOk welcome => Line(
            welcome.Timestamp, ($"*** {SafeText.Clean(welcome.UserName)}, you are on {SafeText.Clean(welcome.ServerName)}'s server; /help lists the commands. ***", Style.System)),
        Invitation invitation => new StyledText((invitation.Url, Style.Reply)),
        _ => Line("", (message.GetType().Name, Style.Dim)),
    };

    /// <summary>A text that was not sent, and the reason. The text is shown so that it can be used again.</summary>
    public static StyledText NotSent(string reason, string text) =>
        new(($"Not sent: {SafeText.Clean(reason).TrimEnd('.')}: ", Style.Error), (SafeText.CleanLines(text), Style.Default)) { HangingRun = 1 };

    /// <summary>A private message that the user sends.</summary>
    public static StyledText EchoPrivate(string timestamp, string to, string text, bool isSealed, Viewpoint view) => SignedLine(
        timestamp,
        view.HasSigns ? LineSign.Own : LineSign.None,
        (isSealed ? $"{view.Seal} (private) to " : "(private, not sealed) to ", Style.Private),
        Name(to, view),
        (": ", Style.Default),
        (SafeText.CleanLines(text), Style.Private));

    // The text comes last.
    private static StyledText SignedLine(string timestamp, (string Text, Style Style) sign, params ReadOnlySpan<(string Text, Style Style)> runs) =>
        new([($"[{SafeText.Clean(timestamp)}]", Style.Dim), sign, .. runs]) { Indent = timestamp.Length + "[] ".Length, HangingRun = runs.Length + 1 };

    private static StyledText Line(string timestamp, params ReadOnlySpan<(string Text, Style Style)> runs) =>
        SignedLine(timestamp, LineSign.None, runs);

    private static (string Text, Style Style) SignOf(RoomMessage said, Viewpoint view) =>
        !view.HasSigns ? LineSign.None : view.IsOwn(said.User) ? LineSign.Own : view.IsNamedIn(said.Text, said.User) ? LineSign.Call : LineSign.None;

    // A message without a tag is in the room that is shown.
    private static string Tag(string? room, Viewpoint view) => (room ?? RoomName.Lobby) == view.Here ? "" : $"[{SafeText.Clean(room ?? RoomName.Lobby)}] ";

    private static string TopicOf(RoomState state) => state.Topic is { } topic ? $": {SafeText.Clean(topic)}" : ".";

    private static (string Text, Style Style) Name(string name, Viewpoint view) => (SafeText.Clean(name), view.StyleOf(name));

    private static string MarkOf(bool? bot) => bot == true ? NameTexts.BotMark : "";

    private static (string Text, Style Style) Text(RoomMessage said, Viewpoint view) =>
        (SafeText.CleanLines(said.Text), view.IsNamedIn(said.Text, said.User) ? Style.Mention : Style.Default);
}
