using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using LanTalk.Server.Rooms;

namespace LanTalk.Server.Sessions;

/// <summary>
/// Which rooms a session is in, in the order in which it came to them, and whose posts it is not shown there. Changed by the session's
/// read side alone; any thread may read it.
/// </summary>
internal sealed class Membership
{
    // The rooms beside the lobby that the user was in when its connection broke.
    private Room[] _formerRooms = [];

    // Exchanged as a whole, so that the pump reads it without a lock.
    private volatile RoomSeat[] _seats = [];

    /// <summary>The session's seats, in the order in which it came to the rooms.</summary>
    public ImmutableArray<RoomSeat> Seats => ImmutableCollectionsMarshal.AsImmutableArray(_seats);

    /// <summary>Whose posts are hidden. A user who comes back goes on ignoring the same names.</summary>
    public IgnoreList Ignored { get; } = new();

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

    /// <summary>Goes on from that of the session in whose place this one comes. Called before anybody can reach it.</summary>
    public void Inherit(Membership former)
    {
        _formerRooms = [.. former.Seats.Skip(1).Select(seat => seat.Room)];
        Ignored.Inherit(former.Ignored);
    }

    /// <summary>Whether the user was in a room when its connection broke: others have not seen it go.</summary>
    public bool HasBeenIn(Room room) => _formerRooms.Contains(room);

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

        return null;
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
