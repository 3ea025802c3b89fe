using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;

namespace LanTalk.Client.Delivery;

/// <summary>Finds out from what the server sends what became of what the user said, and tells it. Used only by who reads.</summary>
/// <param name="outbox">What was said.</param>
/// <param name="tell">Told what happens.</param>
internal sealed class Settlement(Outbox outbox, Func<ChatEvent, ValueTask> tell)
{
    /// <summary>Tells an event, or what became of something instead.</summary>
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
                // That a command was refused is an answer like any other.
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
