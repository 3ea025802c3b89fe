using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;
using LanTalk.Server.Clock;
using LanTalk.Server.Configuration;
using LanTalk.Server.History;
using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Chat;

/// <summary>
/// The rooms that the operator follows: the lobby and those it joined. The operator is not a member of them and is not counted. Joins and leaves
/// happen one after the other; another thread may read the list.
/// </summary>
internal sealed class OperatorVisits(
    LanTalkServerOptions options, RoomRegistry rooms, IRoomStore store, StoreWork work, StoreFaults faults, OperatorInbox inbox, ServerClock clock)
{
    private volatile IReadOnlyList<FollowedRoom> _rooms = [];
    private volatile string _last = RoomName.Lobby;

    /// <summary>A snapshot of the rooms.</summary>
    public IReadOnlyList<FollowedRoom> Rooms => _rooms;

    /// <summary>The room joined last; the lobby once that room is left.</summary>
    public string Last => _last;

    /// <summary>Starts to follow the lobby.</summary>
    public async Task BeginAsync()
    {
        var lobby = new FollowedRoom(rooms.Lobby, inbox);
        await lobby.BeginAsync();
        _rooms = [lobby];
    }

    /// <summary>Stops following all rooms.</summary>
    public void End()
    {
        foreach (var followed in _rooms)
        {
            followed.End();
        }
    }

    /// <summary>The followed room with this name, if there is one.</summary>
    public FollowedRoom? Find(string name) => _rooms.FirstOrDefault(followed => followed.Room.Name == name);

    /// <summary>Joins a room and shows its last messages; if the room is followed already, only shows it again.</summary>
    public async Task EnterAsync(ICommandCaller caller, string typed)
    {
        if (RoomName.From(typed) is not { } name)
        {
            caller.Refuse(RoomTexts.NotAName(typed));
            return;
        }

        if (Find(name) is { } known)
        {
            _last = name;
            inbox.Put(StateOf(known.Room, 0));
            return;
        }

        try
        {
            var opened = await rooms.FollowAsync(name);
            if (opened.Room is { } room)
            {
                await FollowAsync(room);
            }
            else
            {
                caller.Refuse(RoomTexts.NotThere(name, opened.Alike, mayCreate: true));
            }
        }
        catch (StoreException e)
        {
            faults.Note(e);
            caller.Refuse(caller.TextOf(e));
        }
    }

    /// <summary>Leaves a room.</summary>
    public void Leave(ICommandCaller caller, string typed)
    {
        var name = RoomName.From(typed);
        if (name == RoomName.Lobby)
        {
            caller.Refuse("The console always shows the lobby. /quit stops the server.");
        }
        else if (name is null || Find(name) is not { } followed)
        {
            caller.Refuse(RoomTexts.NotIn(typed));
        }
        else
        {
            _rooms = [.. _rooms.Where(other => other != followed)];
            _last = _last == name ? RoomName.Lobby : _last;
            followed.End();
            rooms.Unfollow(followed.Room);
            inbox.Put(new SystemMessage(clock.Now, $"You left {followed.Room.Name}.", SystemEvents.Leave, caller.Name) { Room = followed.Room.WireName });
        }
    }

    private async Task FollowAsync(Room room)
    {
        var followed = new FollowedRoom(room, inbox);
        var lastId = await followed.BeginAsync();
        inbox.Put(StateOf(room, lastId));
        await ShowLastAsync(room, lastId);

        // Only now, so that new messages come after the earlier ones.
        _rooms = [.. _rooms, followed];
        _last = room.Name;
        inbox.Wake();
    }

    private async Task ShowLastAsync(Room room, long lastId)
    {
        try
        {
            var earlier = options.Backlog == 0 || lastId == 0
                ? []
                : await work.RunAsync(null, () => store.ReadBefore(room.Name, lastId + 1, options.Backlog));
            foreach (var message in earlier)
            {
                inbox.Put(RoomMessages.Of(message, room.WireName, clock));
            }
        }
        catch (StoreException e)
        {
            // New messages are shown all the same.
            faults.Note(e);
        }
    }

    private RoomState StateOf(Room room, long lastId) => new(clock.Now, room.Name, room.Epoch, 0, lastId, room.Topic);
}
