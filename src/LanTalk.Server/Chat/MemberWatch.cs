using System.Buffers;
using LanTalk.Protocol.Messages;
using LanTalk.Server.Clock;
using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Chat;

/// <summary>The sessions subscribed to one room's member list. Each change is encoded once for all of them. Used by one thread at a time.</summary>
internal sealed class MemberWatch(Room room, ServerClock clock)
{
    /// <summary>The maximum number of names in a list; its count includes the rest.</summary>
    public const int MaxNames = 5000;

    /// <summary>How many characters of names a line holds. A longer list is split into lines that every client accepts.</summary>
    private const int CharactersPerLine = 8000;

    private readonly HashSet<Session> _told = [];
    private readonly HashSet<Session> _waiting = [];

    // The encoded list, cached until something changes.
    private (string Timestamp, ReadOnlyMemory<byte> Frames)? _list;

    /// <summary>Whether there are no subscribers.</summary>
    public bool IsEmpty => _told.Count + _waiting.Count == 0;

    /// <summary>Subscribes a session. It gets the list at once, or with the next changes if something has just changed.</summary>
    public void Ask(Session session)
    {
        room.Members.Watch();
        _told.Remove(session);
        _waiting.Add(session);
        if (room.Members.IsQuiet)
        {
            Tell();
        }
    }

    /// <summary>Unsubscribes a session.</summary>
    public void Forget(Session session)
    {
        _told.Remove(session);
        _waiting.Remove(session);
    }

    /// <summary>Sends the changes since the last call.</summary>
    public void Tell()
    {
        _told.RemoveWhere(session => session.Ending.IsRequested);
        _waiting.RemoveWhere(session => session.Ending.IsRequested);
        var (changes, members) = room.Members.Take(withList: _waiting.Count > 0);
        if (!changes.IsEmpty)
        {
            _list = null;
            Send(_told, changes.IsTooMany ? List(members) : Encode(changes.All));
        }

        if (_waiting.Count > 0)
        {
            Send(_waiting, List(members));
            _told.UnionWith(_waiting);
            _waiting.Clear();
        }
    }

    private static void Send(IEnumerable<Session> sessions, ReadOnlyMemory<byte> frames)
    {
        foreach (var session in sessions)
        {
            session.Send(frames);
        }
    }

    private ReadOnlyMemory<byte> List(IReadOnlyList<string> members)
    {
        if (_list is { } list && list.Timestamp == clock.Now)
        {
            return list.Frames;
        }

        var frames = new ArrayBufferWriter<byte>();
        var from = 0;
        foreach (var names in Slices([.. members.Take(MaxNames)], name => name.Length))
        {
            MessageJson.WriteFrame(frames, new MemberNews(clock.Now, room.WireName) { Count = members.Count, From = from, Users = names });
            from += names.Count;
        }

        _list = (clock.Now, frames.WrittenMemory);
        return frames.WrittenMemory;
    }

    private ReadOnlyMemory<byte> Encode(IReadOnlyList<MemberChange> changes)
    {
        var frames = new ArrayBufferWriter<byte>();
        foreach (var slice in Slices(changes, change => 40 + change.User.Length + (change.Name?.Length ?? 0)))
        {
            MessageJson.WriteFrame(frames, new MemberNews(clock.Now, room.WireName) { Changes = slice });
        }

        return frames.WrittenMemory;
    }

    private static IEnumerable<IReadOnlyList<T>> Slices<T>(IReadOnlyList<T> items, Func<T, int> lengthOf)
    {
        var slice = new List<T>();
        var length = 0;
        foreach (var item in items)
        {
            if (slice.Count > 0 && length + lengthOf(item) > CharactersPerLine)
            {
                yield return slice;
                (slice, length) = ([], 0);
            }

            slice.Add(item);
            length += lengthOf(item) + "\"\",".Length;
        }

        if (slice.Count > 0)
        {
            yield return slice;
        }
    }
}
