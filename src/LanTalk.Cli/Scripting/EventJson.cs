using System.Text.Json;
using LanTalk.Cli.Json;
using LanTalk.Cli.Texts;
using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;

namespace LanTalk.Cli.Scripting;

/// <summary>The events of a chat as JSON objects for programs, one a line.</summary>
internal static class EventJson
{
    /// <summary>The line of an event; none for events that <see cref="Of(Outcome)"/> reports.</summary>
    public static IEnumerable<string> Of(ChatEvent happened)
    {
        switch (happened)
        {
            case Received { Message: Overview or MemberNews or HistoryPage or Found or Ticket or ShareList }:
                break; // answers to the client itself
            case Received received:
                yield return JsonSerializer.Serialize(received.Message, ToolJson.Default.ServerMessage);
                break;
            case Entered entered:
                yield return JsonSerializer.Serialize(entered.State, ToolJson.Default.ServerMessage);
                break;
            case UserKeyChanged changed:
                yield return JsonSerializer.Serialize(
                    new KeyChangedJson("key_changed", changed.User, changed.Key.FullForm, changed.Key.ShortForm), ToolJson.Default.KeyChangedJson);
                break;
            case NotOpened failed:
                yield return JsonSerializer.Serialize(new NotOpenedJson("not_opened", failed.Timestamp, failed.From), ToolJson.Default.NotOpenedJson);
                break;
            case NotSent { By: { } refusal }:
                yield return JsonSerializer.Serialize(refusal, ToolJson.Default.ServerMessage);
                break;
            case ConnectionLost:
                yield return JsonSerializer.Serialize(new ConnectionJson("connection", "lost"), ToolJson.Default.ConnectionJson);
                break;
            case ConnectionBack back:
                yield return JsonSerializer.Serialize(new ConnectionJson("connection", "back") { Address = back.Server.ToString() },
                    ToolJson.Default.ConnectionJson);
                break;
            case Missing missing:
                yield return JsonSerializer.Serialize(new GapJson("missing", missing.Room) { Count = missing.Count }, ToolJson.Default.GapJson);
                break;
            case HistoryReplaced replaced:
                yield return JsonSerializer.Serialize(new GapJson("history_replaced", replaced.Room), ToolJson.Default.GapJson);
                break;
        }
    }

    /// <summary>The line of an outcome.</summary>
    public static string Of(Outcome outcome) => outcome switch
    {
        { By: Delivered { What: var what, By: var ack } } => JsonSerializer.Serialize(
            new DeliveredJson("delivered", ack.Timestamp, what.Nonce, what.PostedText)
            {
                Ref = outcome.Origin.Reference,
                Room = what.Room,
                To = what.To,
                Id = ack.Id,
                Sealed = what.IsSealed ? true : null,
                Waits = ack.Waits,
            },
            ToolJson.Default.DeliveredJson),
        { By: NotSent { What: var what } failed } => JsonSerializer.Serialize(
            new NotSentJson("not_sent", what.Nonce, outcome.Origin.Text, DeliveryTexts.ReasonOf(failed))
            {
                Ref = outcome.Origin.Reference,
                Room = what.Room,
                To = what.To,
            },
            ToolJson.Default.NotSentJson),
        { By: Answered { What: var what } } => JsonSerializer.Serialize(
            new DoneJson("done", what.Nonce, outcome.Origin.Text) { Ref = outcome.Origin.Reference, Room = what.Room }, ToolJson.Default.DoneJson),
        { By: Said { What: var what } } => JsonSerializer.Serialize(
            new DoneJson("sent", what.Nonce, outcome.Origin.Text) { Ref = outcome.Origin.Reference, To = what.To }, ToolJson.Default.DoneJson),
        _ => throw new ArgumentException("That is no outcome.", nameof(outcome)),
    };
}
