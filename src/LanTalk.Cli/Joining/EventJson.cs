using System.Text.Json;
using LanTalk.Cli.Commands;
using LanTalk.Client;

namespace LanTalk.Cli.Joining;

/// <summary>What happens in a chat as objects for programs, one a line.</summary>
internal static class EventJson
{
    /// <summary>The lines of an event; none for what programs have seen already.</summary>
    public static IEnumerable<string> Of(ChatEvent happened)
    {
        switch (happened)
        {
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
            case Delivered { What: var what, By: var ack }:
                yield return JsonSerializer.Serialize(
                    new DeliveredJson("delivered", ack.Timestamp, what.Nonce, what.PostedText)
                    {
                        Room = what.Room,
                        To = what.To,
                        Id = ack.Id,
                        Sealed = what.IsSealed ? true : null,
                        Waits = ack.Waits,
                    },
                    ToolJson.Default.DeliveredJson);
                break;
            case NotSent { What: var what } failed:
                if (failed.By is { } refusal)
                {
                    yield return JsonSerializer.Serialize(refusal, ToolJson.Default.ServerMessage);
                }

                yield return JsonSerializer.Serialize(
                    new NotSentJson("not_sent", what.Nonce, what.Text, DeliveryTexts.ReasonOf(failed)) { Room = what.Room, To = what.To }, ToolJson.Default.NotSentJson);
                break;
            case ConnectionLost:
                yield return JsonSerializer.Serialize(new ConnectionJson("connection", "lost"), ToolJson.Default.ConnectionJson);
                break;
            case ConnectionBack back:
                yield return JsonSerializer.Serialize(new ConnectionJson("connection", "back") { Address = back.Server.ToString() }, ToolJson.Default.ConnectionJson);
                break;
            case Missing missing:
                yield return JsonSerializer.Serialize(new GapJson("missing", missing.Room) { Count = missing.Count }, ToolJson.Default.GapJson);
                break;
            case HistoryReplaced replaced:
                yield return JsonSerializer.Serialize(new GapJson("history_replaced", replaced.Room), ToolJson.Default.GapJson);
                break;
        }
    }
}
