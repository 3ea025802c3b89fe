using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;

namespace LanTalk.Client.Rooms;

/// <summary>What a client finds when it comes to a room again.</summary>
/// <param name="Missing">So many messages are not kept any more.</param>
/// <param name="IsReplaced">Whether the room has another history now.</param>
internal readonly record struct RoomArrival(long Missing, bool IsReplaced);

/// <summary>How far this client has come in each room, over all its connections. It knows neither connections nor what is shown.</summary>
internal sealed class RoomPlaces
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Place> _places = [];

    // Of the present connection: the last message that was there when a room was entered.
    private readonly Dictionary<string, long> _aims = [];

    /// <summary>Where the client is in a room, to be presented to the server; nothing for a newcomer.</summary>
    public (string? Epoch, long? Since) Of(string room)
    {
        lock (_gate)
        {
            return _places.TryGetValue(room, out var place) ? (place.Epoch, place.Last) : (null, null);
        }
    }

    /// <summary>A new connection begins: no room has been entered on it.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            _aims.Clear();
        }
    }

    /// <summary>The server says where this client is in a room.</summary>
    public RoomArrival Enter(RoomState state)
    {
        lock (_gate)
        {
            _aims[state.Room] = state.Id;
            var before = _places.GetValueOrDefault(state.Room);
            if (before is null)
            {
                _places[state.Room] = new Place(state.Epoch, state.Since);
                return default;
            }

            // Of the same epoch but shorter than what was seen of it: a copy of old was put in its place.
            if (before.Epoch != state.Epoch || state.Id < before.Last)
            {
                _places[state.Room] = new Place(state.Epoch, state.Since);
                return new RoomArrival(0, IsReplaced: true);
            }

            var missing = Math.Max(0, state.Since - before.Last);
            _places[state.Room] = before with { Last = before.Last + missing };
            return new RoomArrival(missing, IsReplaced: false);
        }
    }

    /// <summary>Notes a message; false for one that was there before.</summary>
    public bool Take(RoomMessage message)
    {
        var room = message.Room ?? RoomName.Lobby;
        lock (_gate)
        {
            if (message.Id is not { } id || !_places.TryGetValue(room, out var place))
            {
                return true;
            }

            if (id <= place.Last)
            {
                return false;
            }

            _places[room] = place with { Last = id };
            return true;
        }
    }

    /// <summary>Whether a room was entered on this connection.</summary>
    public bool HasEntered(string room)
    {
        lock (_gate)
        {
            return _aims.ContainsKey(room);
        }
    }

    /// <summary>Whether everything is here that was there when these rooms were entered.</summary>
    public bool HasCaughtUp(IEnumerable<string> rooms)
    {
        lock (_gate)
        {
            return rooms.All(room => _aims.TryGetValue(room, out var aim) && _places[room].Last >= aim);
        }
    }

    /// <summary>The client is not in a room any more: when it comes again it is a newcomer.</summary>
    public void Leave(string room)
    {
        lock (_gate)
        {
            _places.Remove(room);
            _aims.Remove(room);
        }
    }

    private sealed record Place(string Epoch, long Last);
}
