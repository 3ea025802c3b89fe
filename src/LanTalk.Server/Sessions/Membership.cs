using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using LanTalk.Protocol.Names;
using LanTalk.Server.Rooms;
using LanTalk.Server.Users;

namespace LanTalk.Server.Sessions;

/// <summary>
/// Which rooms a session is in, in the order in which it came to them, and whose posts it is not shown there. Changed by the session's
/// read side alone; any thread may read it.
/// </summary>
internal sealed class Membership
{
    // The rooms that were told of the user's coming only in a sum, and when it came.
    private ImmutableDictionary<Room, long> _quietArrivals = ImmutableDictionary<Room, long>.Empty;

    // Exchanged as a whole, so that it can be read by the thread that ends the session.
    private volatile Room[] _rooms = [];

    // Exchanged as a whole, so that the pump reads it without a lock.
    private volatile RoomSeat[] _seats = [];

    /// <summary>The session's seats, in the order in which it came to the rooms.</summary>
    public ImmutableArray<RoomSeat> Seats => ImmutableCollectionsMarshal.AsImmutableArray(_seats);

    /// <summary>Whose posts are hidden. A user who comes back goes on ignoring the same names.</summary>
    public IgnoreList Ignored { get; } = new();

    /// <summary>The rooms that the user is a member of, also those in which it has not taken its seat again since its connection broke.</summary>
    public ImmutableArray<Room> Rooms => ImmutableCollectionsMarshal.AsImmutableArray(_rooms);

    /// <summary>How many bytes the session is behind its rooms.</summary>
    public long Behind
    {
        get
        {
            var behind = 0L;
            foreach (var seat in _seats)
            {
                behind += seat.Behind;
            }

            return behind;
        }
    }

    /// <summary>
    /// Goes on from that of the session in whose place this one comes, whose places it takes: others have not seen the user go. Called before
    /// anybody can reach the session.
    /// </summary>
    public void Inherit(Membership former, User formerUser, User user)
    {
        _rooms = [.. former.Rooms.Where(room => room.Members.TryReplace(formerUser, user))];
        Ignored.Inherit(former.Ignored);
    }

    /// <summary>The user is a member of a room from now on.</summary>
    public void Enter(Room room)
    {
        if (!_rooms.Contains(room))
        {
            _rooms = [.. _rooms, room];
        }
    }

    /// <summary>The user is no member any more.</summary>
    public void Exit(Room room)
    {
        _rooms = [.. _rooms.Where(other => other != room)];
        _quietArrivals = _quietArrivals.Remove(room);
    }

    /// <summary>The user came to a room, which is told so only in a sum.</summary>
    public void NoteQuietArrival(Room room, long timestamp) => _quietArrivals = _quietArrivals.SetItem(room, timestamp);

    /// <summary>When the user came to a room that was told so only in a sum; null if it was told of this user.</summary>
    public long? QuietArrivalIn(Room room) => _quietArrivals.TryGetValue(room, out var timestamp) ? timestamp : null;

    /// <summary>The seat in the room of a name; null if the session is in none of that name.</summary>
    public RoomSeat? Find(string name) => Find(Encoding.UTF8.GetBytes(name));

    /// <inheritdoc cref="Find(string)"/>
    public RoomSeat? Find(ReadOnlySpan<byte> name)
    {
        foreach (var seat in _seats)
        {
            if (Ascii.EqualsIgnoreCase(name, seat.Room.Name))
            {
                return seat;
            }
        }

        return Ascii.IsValid(name) || RoomName.From(Encoding.UTF8.GetString(name)) is not { } written ? null : Array.Find(_seats, seat => seat.Room.Name == written);
    }

    /// <summary>Adds a seat, which follows nothing yet.</summary>
    public void Add(RoomSeat seat) => _seats = [.. _seats, seat];

    /// <summary>Gives a seat up.</summary>
    public void Remove(RoomSeat seat)
    {
        seat.Close();
        _seats = [.. _seats.Where(other => other != seat)];
    }
}
