using System.Buffers;
using System.Text;
using LanTalk.Protocol.Messages;
using LanTalk.Server.Clock;
using LanTalk.Server.Configuration;
using LanTalk.Server.Dialects;
using LanTalk.Server.History;
using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Chat;

/// <summary>
/// What a session is shown of a room before it follows it: to a newcomer the last messages, then a line that says where the news begin; to
/// one that comes back, everything that it missed.
/// </summary>
internal sealed partial class Backlog(LanTalkServerOptions options, IRoomStore store, ServerClock clock, ILogger<Backlog> logger)
{
    /// <summary>So many messages are read at once for one that missed many; it takes them before the next ones are read.</summary>
    private const int PageSize = 500;

    // Many come at once, and nothing is said meanwhile: then all get the same.
    private volatile Cached? _cached;

    /// <summary>Shows what there is before a place; completes when the connection has taken it, or is gone.</summary>
    /// <param name="session">Who is shown it.</param>
    /// <param name="seat">The place.</param>
    /// <param name="lastId">The last message before the place.</param>
    /// <param name="progress">How far the client says that it has come.</param>
    public async Task ShowAsync(Session session, RoomSeat seat, long lastId, RoomProgress progress)
    {
        try
        {
            var isBack = progress.Epoch == seat.Room.Epoch && progress.Since is { } said && said >= 0 && said <= lastId;
            if (!session.Dialect.Has(DialectFeatures.Resume))
            {
                await ShowNewcomerAsync(session.Dialect, seat, lastId, options.Version2Backlog ? options.Backlog : 0);
            }
            else if (isBack)
            {
                await ShowMissedAsync(session, seat, lastId, progress.Since!.Value);
            }
            else
            {
                await ShowNewcomerAsync(session.Dialect, seat, lastId, options.Backlog);
            }
        }
        catch (StoreException e)
        {
            // The chat goes on without it, from here.
            LogFailed(seat.Room.Name, e.Message);
            session.Reply("The server cannot read what was said before. What is new comes all the same.");
            if (session.Dialect.Has(DialectFeatures.Resume))
            {
                await seat.ShowAsync(Encode(session.Dialect, seat.Room, lastId, lastId, []));
            }
        }
    }

    private async Task ShowMissedAsync(Session session, RoomSeat seat, long lastId, long since)
    {
        var room = seat.Room;
        var kept = Math.Max(since, store.Open(room.Name).FirstId - 1);
        kept = Math.Min(kept, lastId);
        var state = Encode(session.Dialect, room, kept, lastId, []);
        while (kept < lastId && !session.IsEnding)
        {
            var (after, count) = (kept, (int)Math.Min(PageSize, lastId - kept));
            var page = await Task.Run(() => store.ReadAfter(room.Name, after, count));
            page = [.. page.TakeWhile(message => message.Id <= lastId)];
            if (page.Count == 0)
            {
                break;
            }

            var frames = new ArrayBufferWriter<byte>();
            frames.Write(state.Span);
            state = default;
            Write(session.Dialect, frames, room, page);
            await seat.ShowAsync(frames.WrittenMemory);
            kept = page[^1].Id;
        }

        if (!state.IsEmpty)
        {
            await seat.ShowAsync(state);
        }
    }

    private async Task ShowNewcomerAsync(Dialect dialect, RoomSeat seat, long lastId, int count)
    {
        var tellsState = dialect.Has(DialectFeatures.Resume);
        var room = seat.Room;
        if ((count == 0 || lastId == 0) && !tellsState)
        {
            return;
        }

        var key = (dialect, room.Name, room.Topic, lastId);
        if (_cached is not { } cached || cached.Key != key)
        {
            // Reading takes its time, and this thread is needed for connections.
            var messages = count == 0 || lastId == 0 ? [] : await Task.Run(() => store.ReadBefore(room.Name, lastId + 1, count));
            cached = new Cached(key, tellsState ? Encode(dialect, room, messages.Count == 0 ? lastId : messages[0].Id - 1, lastId, messages) : Encode(dialect, room, messages));
            _cached = cached;
        }

        await seat.ShowAsync(cached.Frames);
    }

    private ReadOnlyMemory<byte> Encode(Dialect dialect, Room room, long since, long lastId, IReadOnlyList<StoredMessage> messages)
    {
        var frames = new ArrayBufferWriter<byte>();
        dialect.Write(frames, new RoomState(clock.Now, room.Name, room.Epoch, since, lastId, room.Topic));
        frames.Write(Encode(dialect, room, messages).Span);
        return frames.WrittenMemory;
    }

    private ReadOnlyMemory<byte> Encode(Dialect dialect, Room room, IReadOnlyList<StoredMessage> messages)
    {
        var frames = new ArrayBufferWriter<byte>();
        Write(dialect, frames, room, messages);
        if (messages.Count > 0)
        {
            var count = messages.Count == 1 ? "message" : $"{messages.Count} messages";
            dialect.Write(frames, new SystemMessage(clock.Now, $"Above: the last {count}. /history shows more.", SystemEvents.Backlog)
            {
                Room = room.WireName,
            });
        }

        return frames.WrittenMemory;
    }

    private void Write(Dialect dialect, ArrayBufferWriter<byte> frames, Room room, IReadOnlyList<StoredMessage> messages)
    {
        foreach (var message in messages)
        {
            dialect.Write(frames, new RoomMessage(
                clock.At(message.At), message.User, Encoding.UTF8.GetString(message.Text.Span), message.IsAction ? true : null)
            {
                Id = message.Id,
                At = message.At,
                Room = room.WireName,
                Nonce = message.Nonce.Length == 0 ? null : message.Nonce,
            });
        }
    }

    private sealed record Cached((Dialect Dialect, string Room, string? Topic, long LastId) Key, ReadOnlyMemory<byte> Frames);

    [LoggerMessage(LogLevel.Warning, "The history of {Room} cannot be read: {Cause}")]
    private partial void LogFailed(string room, string cause);
}
