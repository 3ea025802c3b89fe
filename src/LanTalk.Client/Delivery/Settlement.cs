using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;

namespace LanTalk.Client.Delivery;

/// <summary>Settles the user's messages from what the server sends, and tells it. Used only by the reader.</summary>
/// <param name="outbox">The user's messages.</param>
/// <param name="tell">Tells the reader an event.</param>
internal sealed class Settlement(Outbox outbox, Func<ChatEvent, ValueTask> tell)
{
    /// <summary>Tells an event, or the settlement of a message instead.</summary>
    public async ValueTask TakeAsync(ChatEvent happened)
    {
        switch ((happened as Received)?.Message)
        {
            case Acknowledgement ack:
                if (outbox.Settle(ack.Nonce) is { } settled)
                {
                    await tell(settled.IsCommand ? new Answered(settled, ack) : new Delivered(settled, ack));
                }

                break;
            case SystemMessage { Event: SystemEvents.Refused, Nonce: { } nonce } refused when outbox.Settle(nonce) is { } what:
                // The refusal of a command is an answer like any other.
                await tell(what.IsCommand ? happened : new NotSent(what, refused.Text, By: refused));
                break;
            case RoomMessage { Nonce: { } nonce }:
                await tell(happened);
                outbox.Settle(nonce);
                break;
            default:
                await tell(happened);
                break;
        }
    }
}
