using LanTalk.Server.History;
using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Chat;

/// <summary>
/// Looks back at what was said, for users and the operator: only in rooms that they are in, without what their ignore list hides, and no more of
/// it than one answer holds.
/// </summary>
internal sealed class Lookback(IRoomStore store, RoomRegistry rooms, StoreWork work)
{
    /// <summary>How many messages one answer holds at most: they come as one, and nobody reads more at once.</summary>
    public const int MaxCount = 200;

    /// <summary>How many messages are looked at to find some that are not hidden.</summary>
    private const int MostLookedAt = 2000;

    /// <summary>The rooms that somebody means, who is in one: that one, another, or all; none if it is in no such room. The operator is in all.</summary>
    /// <param name="session">Who; null for the operator.</param>
    /// <param name="here">The room where it is asked.</param>
    /// <param name="name">What was asked for; null for <paramref name="here"/>.</param>
    public List<string> RoomsFor(Session? session, Room here, string? name)
    {
        var own = (session is not null ? session.Membership.Seats.Select(seat => seat.Room.Name) : rooms.All.Select(room => room.Name)).ToList();
        return name switch
        {
            null => [here.Name],
            SearchQuery.Everywhere => own,
            _ => own.Contains(name, StringComparer.Ordinal) ? [name] : [],
        };
    }

    /// <summary>The last messages before an id.</summary>
    /// <param name="session">Who asks; null for the operator.</param>
    /// <param name="room">The room.</param>
    /// <param name="before">The id; null for the last of all.</param>
    /// <param name="count">How many, at most <see cref="MaxCount"/>.</param>
    /// <param name="maxBytes">The most bytes of text in them; one message is read however long it is.</param>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public Task<PastPage> ReadBeforeAsync(Session? session, Room room, long? before, int count, int maxBytes = int.MaxValue) =>
        work.RunAsync(session, () =>
            Read(session, count, maxBytes, before ?? long.MaxValue, (id, size) => [.. store.ReadBefore(room.Name, id, size).Reverse()]));

    /// <summary>The first messages after an id; otherwise as <see cref="ReadBeforeAsync"/>.</summary>
    public Task<PastPage> ReadAfterAsync(Session? session, Room room, long after, int count, int maxBytes) =>
        work.RunAsync(session, () => Read(session, count, maxBytes, after, (id, size) => store.ReadAfter(room.Name, id, size)));

    /// <summary>The newest messages that a query finds; null if there was no answer in time.</summary>
    /// <param name="session">Who asks; null for the operator.</param>
    /// <param name="searched">The rooms to look in.</param>
    /// <param name="query">What to look for.</param>
    /// <param name="count">How many, at most <see cref="MaxCount"/>.</param>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public async Task<List<(string Room, StoredMessage Message)>?> SearchAsync(Session? session, List<string> searched, SearchQuery query, int count)
    {
        // Of what is found some may be hidden.
        var looked = Ignored(session) is null ? count : MaxCount;
        return await work.SearchAsync(session, gone => searched
            .SelectMany(room => store.Search(room, query, looked, gone).Select(message => (Room: room, Message: message)))
            .Where(each => !IsHidden(session, each.Message))
            .OrderBy(each => each.Message.At)
            .TakeLast(count)
            .ToList());
    }

    /// <summary>Reads on in one direction until there is enough.</summary>
    private static PastPage Read(Session? session, int count, int maxBytes, long from, Func<long, int, IReadOnlyList<StoredMessage>> read)
    {
        var found = new List<StoredMessage>();
        var bytes = 0;
        var pageSize = Ignored(session) is null ? count : MaxCount;
        for (var looked = 0; looked < MostLookedAt; looked += pageSize)
        {
            var page = read(from, pageSize);
            foreach (var message in page)
            {
                var isShown = !IsHidden(session, message);
                if (isShown && found.Count > 0 && bytes + message.Text.Length > maxBytes)
                {
                    return new PastPage(found, from);
                }

                from = message.Id;
                if (isShown)
                {
                    bytes += message.Text.Length;
                    found.Add(message);
                }

                if (found.Count == count)
                {
                    return new PastPage(found, read(from, 1).Count == 0 ? null : from);
                }
            }

            if (page.Count < pageSize)
            {
                return new PastPage(found, Reached: null);
            }
        }

        return new PastPage(found, from);
    }

    private static bool IsHidden(Session? session, StoredMessage message) => Ignored(session)?.Hides(message.User, message.Sender) == true;

    /// <summary>Whom somebody ignores; null if nobody.</summary>
    private static IgnoreList? Ignored(Session? session) => session?.Membership.Ignored is { IsEmpty: false } ignored ? ignored : null;
}

/// <summary>The messages read in one direction.</summary>
/// <param name="Messages">The messages, in the order in which they were read.</param>
/// <param name="Reached">The last one that was looked at, from where it goes on; null if there are no more.</param>
internal sealed record PastPage(IReadOnlyList<StoredMessage> Messages, long? Reached);
