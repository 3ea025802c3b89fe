using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;

namespace LanTalk.Client.Rooms;

/// <summary>The state of a room that a client enters again.</summary>
/// <param name="Missing">How many messages are not kept any more.</param>
/// <param name="IsReplaced">Whether the room has another history now.</param>
internal readonly record struct RoomArrival(long Missing, bool IsReplaced);

/// <summary>The client's progress in each room, over all its connections. It knows neither connections nor the screen.</summary>
internal sealed class RoomPlaces
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Place> _places = [];

    // By room, the last message that existed when it was entered on the current connection.
    private readonly Dictionary<string, long> _aims = [];

    /// <summary>The client's progress in a room, to be sent to the server; nothing for a newcomer.</summary>
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

    /// <summary>The server reports the state of a room.</summary>
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

            // Of the same epoch, but shorter than what this client has seen of it: an old copy has replaced it.
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

    /// <summary>Notes a message; false if it was seen before.</summary>
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

    /// <summary>Whether every message that existed when these rooms were entered has arrived.</summary>
    public bool HasCaughtUp(IEnumerable<string> rooms)
    {
        lock (_gate)
        {
            return rooms.All(room => _aims.TryGetValue(room, out var aim) && _places[room].Last >= aim);
        }
    }

    /// <summary>The client has left a room: when it enters again, it is a newcomer.</summary>
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
