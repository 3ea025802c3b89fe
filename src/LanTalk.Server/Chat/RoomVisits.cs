using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Text;
using LanTalk.Server.Clock;
using LanTalk.Server.Dialects;
using LanTalk.Server.History;
using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Chat;

/// <summary>Sessions come to rooms and leave them. Called by a session's read side.</summary>
internal sealed class RoomVisits(RoomRegistry rooms, Backlog backlog, StoreFaults faults, ServerClock clock)
{
    /// <summary>So many rooms a session is in at most.</summary>
    private const int MaxPerSession = 50;

    /// <summary>A newcomer enters the lobby, which is told elsewhere.</summary>
    public async Task EnterLobbyAsync(Session session, RoomProgress progress)
    {
        await rooms.EnterAsync(RoomName.Lobby);
        await TakeSeatAsync(session, rooms.Lobby, progress);
    }

    /// <summary>Enters a room; a session of version 2 leaves the one that it is in.</summary>
    public async Task EnterAsync(Session session, string typed, RoomProgress progress)
    {
        if (RoomName.From(typed) is not { } name)
        {
            session.Refuse($"'{SafeText.Clean(typed)}' is no name of a room: it is 1 to {RoomName.MaxLength} letters, digits, '_' or '-'.");
            return;
        }

        if (session.Membership.Find(name) is not null)
        {
            session.Refuse($"You are in {name} already.");
        }
        else if (session.Membership.Seats.Length >= MaxPerSession)
        {
            session.Refuse($"You are in {MaxPerSession} rooms, which is as many as one can be in. /leave one first.");
        }
        else if (await OpenAsync(session, name) is { } room)
        {
            if (!session.Dialect.Has(DialectFeatures.Rooms))
            {
                Leave(session, session.Membership.Seats[0]);
                session.Reply($"You are in {name}{(room.Topic is { } topic ? $": {topic}" : "")}. /leave leads back.");
            }

            // Not to the user, who is about to take its place in the room behind this.
            if (name != RoomName.Lobby && !session.Membership.HasBeenIn(room))
            {
                Tell(room, SystemEvents.Join, session.Name, $"{session.Name} came to {name}.");
            }

            await TakeSeatAsync(session, room, progress);
        }
    }

    /// <summary>Leaves a room; a session of version 2 is then in the lobby again.</summary>
    public async Task LeaveAsync(Session session, string typed)
    {
        var name = RoomName.From(typed);
        if (name == RoomName.Lobby)
        {
            session.Refuse("Everybody is in the lobby. /quit leaves the chat.");
        }
        else if (name is null || session.Membership.Find(name) is not { } seat)
        {
            session.Refuse($"You are not in {SafeText.Clean(typed)}.");
        }
        else if (!session.Dialect.Has(DialectFeatures.Rooms))
        {
            await EnterAsync(session, RoomName.Lobby, default);
        }
        else
        {
            Leave(session, seat);
            session.Reply($"You left {name}.");
        }
    }

    /// <summary>Tells the rooms beside the lobby that a user is gone, and counts its visits off.</summary>
    public void Depart(Session session)
    {
        foreach (var seat in session.Membership.Seats)
        {
            if (seat.Room != rooms.Lobby)
            {
                Tell(seat.Room, SystemEvents.Leave, session.Name, $"{session.Name} {session.Departure}.");
            }
        }
    }

    /// <summary>Counts off the visits of a session whose end was told, or need not be.</summary>
    public void Exit(Session session)
    {
        foreach (var seat in session.Membership.Seats)
        {
            rooms.Exit(seat.Room);
        }
    }

    private async ValueTask<Room?> OpenAsync(Session session, string name)
    {
        try
        {
            if (await rooms.EnterAsync(name) is { } room)
            {
                return room;
            }

            session.Refuse("There are as many rooms as there may be. /rooms lists them.");
        }
        catch (StoreException e)
        {
            faults.Note(e);
            session.Refuse(e.PublicMessage);
        }

        return null;
    }

    private void Leave(Session session, RoomSeat seat)
    {
        session.Membership.Remove(seat);
        if (seat.Room != rooms.Lobby)
        {
            Tell(seat.Room, SystemEvents.Leave, session.Name, $"{session.Name} left {seat.Room.Name}.");
        }

        rooms.Exit(seat.Room);
    }

    /// <summary>Takes a place in a room's order. The session goes on while it is shown what was said before.</summary>
    private async Task TakeSeatAsync(Session session, Room room, RoomProgress progress)
    {
        var seat = session.TakeSeat(room);
        var lastId = await seat.BeginAsync();
        session.CatchUp(CatchUpAsync(session, seat, lastId, progress));
    }

    private async Task CatchUpAsync(Session session, RoomSeat seat, long lastId, RoomProgress progress)
    {
        var hasCaughtUp = false;
        try
        {
            await backlog.ShowAsync(session, seat, lastId, progress);
            seat.Follow();
            hasCaughtUp = true;
        }
        finally
        {
            if (!hasCaughtUp)
            {
                // An internal error, which is logged where the connection ends.
                session.End(SystemEvents.Closed, "The server cannot show what was said before. Come again.");
            }
        }
    }

    private void Tell(Room room, string kind, string user, string text)
    {
        room.Tell(new SystemMessage(clock.Now, text, kind, user));
        room.Wake();
    }
}
