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
/// Shows a session the earlier messages of a room before it follows the room: a newcomer gets the last messages and a line that separates them from
/// the new ones; a returning session gets what it missed. They are read and sent in pages, no faster than the session takes them.
/// </summary>
internal sealed partial class Backlog(LanTalkServerOptions options, IRoomStore store, StoreWork work, ServerClock clock, ILogger<Backlog> logger)
{
    /// <summary>
    /// The maximum number of messages that a returning session is shown, the newest ones: as many as the server remembers nonces of.
    /// </summary>
    public const int MostMissed = RecentNonces.Capacity;

    /// <summary>How many messages are read at once; the session takes them before the next page is read.</summary>
    private const int PageSize = 100;

    /// <summary>The page size in bytes of text.</summary>
    private const int PageBytes = 256 * 1024;

    // When many come at once and nothing is said meanwhile, all get the same bytes.
    private volatile Cached? _cached;

    /// <summary>Shows the messages before a seat's position; completes when the connection has taken them, or the seat is given up.</summary>
    /// <param name="session">The session.</param>
    /// <param name="seat">The seat.</param>
    /// <param name="lastId">The last message before the seat's position.</param>
    /// <param name="progress">The last message that the client says it has.</param>
    public async Task ShowAsync(Session session, RoomSeat seat, long lastId, RoomProgress progress)
    {
        try
        {
            var isBack = progress.Epoch == seat.Room.Epoch && progress.Since is { } said && said >= 0 && said <= lastId;
            if (!session.Dialect.Has(DialectFeatures.Resume))
            {
                await ShowNewcomerAsync(session, seat, lastId, options.Version2Backlog ? options.Backlog : 0);
            }
            else if (isBack)
            {
                await ShowMissedAsync(session, seat, lastId, progress.Since!.Value);
            }
            else
            {
                await ShowNewcomerAsync(session, seat, lastId, options.Backlog);
            }
        }
        catch (StoreException e)
        {
            // The session still follows the room from here on.
            LogFailed(seat.Room.Name, e.Message);
            session.Reply("The server cannot read the earlier messages. New messages are shown all the same.");
            if (session.Dialect.Has(DialectFeatures.Resume))
            {
                await ShowAsync(session, seat, [StateOf(seat.Room, lastId, lastId)]);
            }
        }
    }

    private async Task ShowMissedAsync(Session session, RoomSeat seat, long lastId, long since)
    {
        var room = seat.Room;
        var kept = Math.Max(since, Math.Max((await store.OpenAsync(room.Name)).FirstId - 1, lastId - MostMissed));
        kept = Math.Min(kept, lastId);
        ServerMessage[] state = [StateOf(room, kept, lastId)];
        while (kept < lastId && !seat.IsOver)
        {
            var (after, count) = (kept, (int)Math.Min(PageSize, lastId - kept));
            var page = await work.RunAsync(session, () => seat.IsOver ? [] : store.ReadAfter(room.Name, after, count, PageBytes));
            page = [.. page.TakeWhile(message => message.Id <= lastId)];
            if (page.Count == 0)
            {
                break;
            }

            await ShowAsync(session, seat, [.. state, .. Shown(session, page).Select(message => MessageOf(room, message))]);
            state = [];
            kept = page[^1].Id;
        }

        await ShowAsync(session, seat, state);
    }

    private async Task ShowNewcomerAsync(Session session, RoomSeat seat, long lastId, int count)
    {
        var tellsState = session.Dialect.Has(DialectFeatures.Resume);
        var room = seat.Room;
        var ignoresAnybody = !session.Membership.Ignored.IsEmpty;
        var key = (session.Dialect, room.Name, room.Topic, lastId, clock.Now, clock.Today);
        if (!ignoresAnybody && _cached is { } cached && cached.Key == key)
        {
            await ShowAsync(seat, cached.Runs);
            return;
        }

        var messages = count == 0 || lastId == 0 ? [] : await work.RunAsync(session, () => store.ReadBefore(room.Name, lastId + 1, count));
        var runs = Encode(
            session.Dialect,
            tellsState ? StateOf(room, messages.Count == 0 ? lastId : messages[0].Id - 1, lastId) : null, room, Shown(session, messages));
        if (!ignoresAnybody)
        {
            _cached = new Cached(key, runs);
        }

        await ShowAsync(seat, runs);
    }

    /// <summary>Filters out the messages of users whom a session ignores.</summary>
    private static IReadOnlyList<StoredMessage> Shown(Session session, IReadOnlyList<StoredMessage> messages) =>
        session.Membership.Ignored is { IsEmpty: false } ignored
            ? [.. messages.Where(message => !ignored.Hides(message.User, message.Sender))]
            : messages;

    private static Task ShowAsync(Session session, RoomSeat seat, IEnumerable<ServerMessage> messages)
    {
        var frames = new FrameRuns(session.Dialect);
        foreach (var message in messages)
        {
            frames.Add(message);
        }

        return ShowAsync(seat, frames.ToList());
    }

    private static async Task ShowAsync(RoomSeat seat, IReadOnlyList<ReadOnlyMemory<byte>> runs)
    {
        foreach (var run in runs)
        {
            await seat.ShowAsync(run);
        }
    }

    private IReadOnlyList<ReadOnlyMemory<byte>> Encode(Dialect dialect, RoomState? state, Room room, IReadOnlyList<StoredMessage> messages)
    {
        var frames = new FrameRuns(dialect);
        if (state is not null)
        {
            frames.Add(state);
        }

        foreach (var message in messages)
        {
            frames.Add(MessageOf(room, message));
        }

        if (messages.Count > 0)
        {
            var count = messages.Count == 1 ? "message" : $"{messages.Count} messages";
            frames.Add(new SystemMessage(clock.Now, $"Above: the last {count}. /history shows more.", SystemEvents.Backlog) { Room = room.WireName });
        }

        return frames.ToList();
    }

    private RoomState StateOf(Room room, long since, long lastId) => new(clock.Now, room.Name, room.Epoch, since, lastId, room.Topic);

    private RoomMessage MessageOf(Room room, StoredMessage message) => RoomMessages.Of(message, room.WireName, clock);

    private sealed record Cached(
        (Dialect Dialect, string Room, string? Topic, long LastId, string Minute, DateOnly Day) Key, IReadOnlyList<ReadOnlyMemory<byte>> Runs);

    [LoggerMessage(LogLevel.Warning, "The history of {Room} cannot be read: {Cause}")]
    private partial void LogFailed(string room, string cause);
}
