using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using LanTalk.Protocol.Names;
using LanTalk.Server.Rooms;
using LanTalk.Server.Users;

namespace LanTalk.Server.Sessions;

/// <summary>
/// The rooms of a session, in the order in which it entered them, and the users whose posts are hidden there. Changed by the session's read side
/// only; readable by any thread.
/// </summary>
internal sealed class Membership
{
    // The rooms in which the user's arrival was announced only as part of a total, and when it arrived.
    private ImmutableDictionary<Room, long> _quietArrivals = ImmutableDictionary<Room, long>.Empty;

    // Replaced as a whole, so that the thread that ends the session can read it.
    private volatile Room[] _rooms = [];

    // Replaced as a whole, so that the pump reads it without a lock.
    private volatile RoomSeat[] _seats = [];

    /// <summary>The session's seats, in the order in which it entered the rooms.</summary>
    public ImmutableArray<RoomSeat> Seats => ImmutableCollectionsMarshal.AsImmutableArray(_seats);

    /// <summary>The users whose posts are hidden. A user who comes back still ignores the same ones.</summary>
    public IgnoreList Ignored { get; } = new();

    /// <summary>
    /// The rooms that the user is a member of, including those in which it has not taken its seat again since its connection broke.
    /// </summary>
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
    /// Takes over the memberships of the session that this one replaces: others have not seen the user leave. Called before anybody can reach the
    /// session.
    /// </summary>
    public void Inherit(Membership former, User formerUser, User user)
    {
        _rooms = [.. former.Rooms.Where(room => room.Members.TryReplace(formerUser, user))];
        Ignored.Inherit(former.Ignored);
    }

    /// <summary>Makes the user a member of a room.</summary>
    public void Enter(Room room)
    {
        if (!_rooms.Contains(room))
        {
            _rooms = [.. _rooms, room];
        }
    }

    /// <summary>Ends the user's membership of a room.</summary>
    public void Exit(Room room)
    {
        _rooms = [.. _rooms.Where(other => other != room)];
        _quietArrivals = _quietArrivals.Remove(room);
    }

    /// <summary>Records that the user's arrival in a room was announced only as part of a total.</summary>
    public void NoteQuietArrival(Room room, long timestamp) => _quietArrivals = _quietArrivals.SetItem(room, timestamp);

    /// <summary>When the user arrived in a room that was told only a total; null if it was told of this user.</summary>
    public long? QuietArrivalIn(Room room) => _quietArrivals.TryGetValue(room, out var timestamp) ? timestamp : null;

    /// <summary>The seat in the room with this name; null if the session is not in it.</summary>
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

        return Ascii.IsValid(name) || RoomName.From(Encoding.UTF8.GetString(name)) is not { } written
            ? null
            : Array.Find(_seats, seat => seat.Room.Name == written);
    }

    /// <summary>Adds a seat, which does not follow its room yet.</summary>
    public void Add(RoomSeat seat) => _seats = [.. _seats, seat];

    /// <summary>Removes a seat.</summary>
    public void Remove(RoomSeat seat)
    {
        seat.Close();
        _seats = [.. _seats.Where(other => other != seat)];
    }
}
