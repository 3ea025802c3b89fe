using System.Collections.Concurrent;
using System.Threading.Channels;
using LanTalk.Client.Chatting;
using LanTalk.Client.Connecting;
using LanTalk.Client.Events;
using LanTalk.Client.Rooms;
using LanTalk.Protocol.Messages;

namespace LanTalk.Client.Delivery;

/// <summary>
/// Sends the outbox, on one connection after the other, and enters the wanted rooms: first the rooms, then, when the client has caught up there, the
/// messages, one after the other. It does not read; the reader tells it what arrived.
/// </summary>
/// <param name="outbox">The messages to send.</param>
/// <param name="wanted">The rooms to join.</param>
/// <param name="places">The client's progress in them.</param>
/// <param name="tell">Tells the reader an event.</param>
internal sealed class Sender(Outbox outbox, WantedRooms wanted, RoomPlaces places, Func<ChatEvent, CancellationToken, ValueTask> tell) : IDisposable
{
    // One wake-up is enough for any number of reasons.
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Subscribes to new work.</summary>
    public void Start()
    {
        outbox.Changed += Wake;
        wanted.Changed += Wake;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        outbox.Changed -= Wake;
        wanted.Changed -= Wake;
    }

    /// <summary>Sends on a connection, until it ends or is cancelled.</summary>
    /// <param name="client">The connection.</param>
    /// <param name="caughtUp">Completes when everything posted before the login has arrived.</param>
    /// <param name="announce">Called before it starts to send: everything missed has arrived.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(
        ChatClient client, TaskCompletionSource caughtUp, Func<CancellationToken, ValueTask> announce, CancellationToken cancellationToken)
    {
        var connection = outbox.Connection;
        var asked = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        try
        {
            await FollowRoomsAsync(client, asked, cancellationToken);

            // The answer arrives after the messages posted in the rooms before it, in case the server keeps some of those from this user.
            var answered = CatchUpAsync(await client.PingAsync(cancellationToken), caughtUp);
            await caughtUp.Task.WaitAsync(cancellationToken);
            await announce(cancellationToken);
            while (true)
            {
                await FollowRoomsAsync(client, asked, cancellationToken);
                if (outbox.FindNext(connection) is not { } first)
                {
                    await _wake.Reader.ReadAsync(cancellationToken);
                    continue;
                }

                // Taken only when its turn comes: until then it may be settled, or kept for the next connection.
                using var turn = await client.WaitForTurnAsync(first.IsQuery, cancellationToken);
                if (outbox.Take(connection, first) is { } next)
                {
                    await SendAsync(client, turn, next, cancellationToken);
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The connection is gone, which its reader sees too; or the session ends.
        }
    }

    private void Wake(object? sender, EventArgs e) => _wake.Writer.TryWrite(true);

    private static async Task CatchUpAsync(Task answered, TaskCompletionSource caughtUp)
    {
        await answered.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (answered.IsCompletedSuccessfully)
        {
            caughtUp.TrySetResult();
        }
    }

    /// <summary>Enters wanted rooms and leaves others, once every message for them is settled.</summary>
    /// <param name="client">The connection.</param>
    /// <param name="asked">The rooms that were requested on it and not refused.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    private async Task FollowRoomsAsync(ChatClient client, ConcurrentDictionary<string, bool> asked, CancellationToken cancellationToken)
    {
        var rooms = wanted.All;
        foreach (var room in asked.Keys.Except(rooms, StringComparer.Ordinal).Where(room => !outbox.HasAnyFor(room)).ToList())
        {
            places.Leave(room);
            await client.SendAsync(new LeaveRoom(room), cancellationToken);
            asked.TryRemove(room, out _);
        }

        var missing = rooms.Where(room => asked.TryAdd(room, true)).ToList();
        foreach (var room in missing)
        {
            var (epoch, since) = places.Of(room);
            await client.SendAsync(new JoinRoom(room, epoch, since) { Create = wanted.MayCreate(room) ? null : false }, cancellationToken);
        }

        if (missing.Count > 0)
        {
            // A refusal need not name the room. But a room that is not entered by the time of this answer will not be.
            _ = FindRefusedAsync(await client.PingAsync(cancellationToken), missing, asked);
        }
    }

    private async Task FindRefusedAsync(Task answered, List<string> rooms, ConcurrentDictionary<string, bool> asked)
    {
        await answered.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (answered.IsCompletedSuccessfully)
        {
            foreach (var room in rooms.Where(room => !places.HasEntered(room)))
            {
                asked.TryRemove(room, out _);
                wanted.Finish(room, isThere: false);
            }
        }
    }

    private async Task SendAsync(ChatClient client, SendTurn turn, Outgoing next, CancellationToken cancellationToken)
    {
        if (next.To is not null)
        {
            await SendPrivateAsync(client, turn, next, next.To, cancellationToken);
            return;
        }

        var say = new Say(next.Share is null ? next.Text : "") { Share = next.Share, Room = next.Room, Nonce = next.Nonce };
        await client.WriteAsync(turn, say, cancellationToken);
    }

    private async Task SendPrivateAsync(ChatClient client, SendTurn turn, Outgoing next, string to, CancellationToken cancellationToken)
    {
        if (next.Recipient is { } recipient)
        {
            next.Sealed ??= client.Private.Seal(to, recipient, next.Text, next.Attachment, next.Nonce);
        }

        if (next.Sealed is null)
        {
            var changed = new List<ChatEvent>();
            var (delivery, message) = await client.Private.SealAsync(to, next.Text, next.Nonce, changed.Add, cancellationToken);
            foreach (var happened in changed)
            {
                await tell(happened, cancellationToken);
            }

            if (delivery is not (PrivateDelivery.Sealed or PrivateDelivery.NotSealed))
            {
                if (outbox.Settle(next.Nonce, isAnswered: delivery != PrivateDelivery.NoAnswer) is not null)
                {
                    await tell(new NotSent(next, null, delivery), cancellationToken);
                }

                return;
            }

            next.Sealed = message;
        }

        await client.WriteAsync(turn, next.Sealed ?? (ClientMessage)new Whisper(to, next.Text) { Nonce = next.Nonce }, cancellationToken);
    }
}
