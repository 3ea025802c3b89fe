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
    /// <summary>Marks a private message that only its two users can read. No name can contain it, so nobody can pretend it.</summary>
    public const string AsciiSeal = "[sealed]";

    /// <summary>The same where the terminal shows it.</summary>
    public const string Utf8Seal = "\U0001F512";

    /// <summary>What happened as one line; null if it is not worth one.</summary>
    /// <param name="happened">What a session tells.</param>
    /// <param name="ownName">The reader's own name: a message that mentions it stands out. Null for nobody's.</param>
    /// <param name="seal">What marks a sealed message.</param>
    /// <param name="here">The room that needs no naming.</param>
    public static StyledText? Format(ChatEvent happened, string? ownName = null, string seal = AsciiSeal, string here = RoomName.Lobby) => happened switch
    {
        Received { Message: Overview or MemberNews } => null,
        Received received => Format(received.Message, ownName, seal, here),
        UserKeyChanged changed => new StyledText((
            $"!!! {SafeText.Clean(changed.User)} has another key than before: {changed.Key.ShortForm}. It may be somebody else who uses this name now. "
            + $"Compare words with  /verify {SafeText.Clean(changed.User)}  before you trust it. !!!",
            Style.Error)),
        NotOpened failed => Line(
            failed.Timestamp, ($"*** A sealed message came as from {SafeText.Clean(failed.From)} and cannot be opened: it was damaged, or sealed for another key. ***", Style.Warning)),
        Entered { IsReturn: true } or Entered { State: { Room: RoomName.Lobby, Topic: null } } => null,
        Entered entered => Line(entered.State.Timestamp, ($"*** You are in {entered.State.Room}{TopicOf(entered.State)} ***", Style.System)),
        Delivered { What.To: { } to } delivered => EchoPrivate(delivered.By.Timestamp, to, delivered.What.Text, delivered.What.IsSealed, seal),
        Delivered delivered => Format(new RoomMessage(delivered.By.Timestamp, ownName ?? "", delivered.What.PostedText) { Room = delivered.What.Room }, null, seal, here),
        ConnectionLost => new StyledText(("*** The connection is lost; trying again. ***", Style.Warning)),
        ConnectionBack back => Line(back.Welcome.Timestamp, ($"*** You are back on {SafeText.Clean(back.Welcome.ServerName)}'s server. ***", Style.System)),
        Missing missing => new StyledText((
            $"*** {Tag(missing.Room, here)}{Counted.Of(missing.Count, "message is", "messages are")} missing here: the server does not keep so many. ***", Style.Warning)),
        HistoryReplaced replaced => new StyledText(($"*** {Tag(replaced.Room, here)}The history was replaced: what follows belongs to another one. ***", Style.Warning)),
        _ => null,
    };

    /// <summary>A message as one line.</summary>
    /// <param name="message">What the server sent; everything in it is made safe to show.</param>
    /// <param name="ownName">The reader's own name: a message that mentions it stands out. Null for nobody's.</param>
    /// <param name="seal">What marks a sealed message.</param>
    /// <param name="here">The room that needs no naming.</param>
    public static StyledText Format(ServerMessage message, string? ownName = null, string seal = AsciiSeal, string here = RoomName.Lobby) => message switch
    {
        RoomMessage { Action: true } action => Line(
            action.Timestamp, (Tag(action.Room, here), Style.Dim), ("* ", Style.Dim), Name(action.User), (" ", Style.Default), Text(action.Text, ownName)),
        RoomMessage said => Line(said.Timestamp, (Tag(said.Room, here), Style.Dim), Name(said.User), (": ", Style.Default), Text(said.Text, ownName)),
        PrivateMessage received => Line(
            received.Timestamp, (received.IsSealed ? $"{seal} (private) " : "(private) ", Style.Private), Name(received.FromUser), (": ", Style.Default), (SafeText.CleanLines(received.Text), Style.Private)),
        SystemMessage { Event: SystemEvents.Refused or SystemEvents.Kick or SystemEvents.Closed } warning =>
            Line(warning.Timestamp, ($"*** {SafeText.Clean(warning.Text)} ***", Style.Warning)),
        SystemMessage { Event: SystemEvents.Join or SystemEvents.Leave or SystemEvents.Crowd or SystemEvents.Backlog } system =>
            Line(system.Timestamp, (Tag(system.Room, here), Style.Dim), ($"*** {SafeText.Clean(system.Text)} ***", Style.System)),

        // No name begins with a blank: what an answer quotes cannot pass for somebody's words.
        SystemMessage { Event: SystemEvents.Reply } reply => Line(reply.Timestamp, ($"  {SafeText.Clean(reply.Text)}", Style.Reply)),
        SystemMessage system => Line(system.Timestamp, ($"*** {SafeText.Clean(system.Text)} ***", Style.System)),
        AuthOk welcome => Line(
            welcome.Timestamp, ($"*** {SafeText.Clean(welcome.UserName)}, you are on {SafeText.Clean(welcome.ServerName)}'s server; /help lists the commands. ***", Style.System)),
        Invitation invitation => new StyledText((invitation.Url, Style.Reply)),
        _ => Line("", (message.GetType().Name, Style.Dim)),
    };

    /// <summary>What was not sent, and why. The text is there to be used again.</summary>
    public static StyledText NotSent(string reason, string text) =>
        new(($"Not sent: {SafeText.Clean(reason).TrimEnd('.')}: ", Style.Error), (SafeText.CleanLines(text), Style.Default)) { HangingRun = 1 };

    /// <summary>A private message that the user sends.</summary>
    public static StyledText EchoPrivate(string timestamp, string to, string text, bool isSealed, string seal = AsciiSeal) => Line(
        timestamp,
        (isSealed ? $"{seal} (private) to " : "(private, not sealed) to ", Style.Private),
        Name(to),
        (": ", Style.Default),
        (SafeText.CleanLines(text), Style.Private));

    // The text comes last.
    private static StyledText Line(string timestamp, params ReadOnlySpan<(string Text, Style Style)> runs) =>
        new([($"[{SafeText.Clean(timestamp)}] ", Style.Dim), .. runs]) { Indent = timestamp.Length + "[] ".Length, HangingRun = runs.Length };

    // What needs no tag is in the room where the reader is.
    private static string Tag(string? room, string here) => (room ?? RoomName.Lobby) == here ? "" : $"[{SafeText.Clean(room ?? RoomName.Lobby)}] ";

    private static string TopicOf(RoomState state) => state.Topic is { } topic ? $": {SafeText.Clean(topic)}" : ".";

    private static (string Text, Style Style) Name(string name) => (SafeText.Clean(name), Style.ForName(name));

    private static (string Text, Style Style) Text(string text, string? ownName) =>
        (SafeText.CleanLines(text), ownName is not null && Mentions.Has(text, ownName) ? Style.Mention : Style.Default);
}
