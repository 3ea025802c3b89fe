using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;
using LanTalk.Server.Dialects;
using LanTalk.Server.History;
using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Chat;

/// <summary>Lets sessions enter and leave rooms. Called by a session's read side.</summary>
internal sealed class RoomVisits(RoomRegistry rooms, Backlog backlog, Announcements announcements, MemberLists lists, StoreFaults faults)
{
    /// <summary>How many rooms a session can be in.</summary>
    private const int MaxPerSession = 50;

    /// <summary>Makes a user a member of the lobby, before the session is greeted.</summary>
    public void Arrive(Session session)
    {
        announcements.Arrived(session);
        rooms.Lobby.Members.Add(session.User);
        session.Membership.Enter(rooms.Lobby);
    }

    /// <summary>Makes a greeted session follow the lobby.</summary>
    public Task FollowLobbyAsync(Session session, RoomProgress progress) => TakeSeatAsync(session, rooms.Lobby, progress);

    /// <summary>Enters a room; a session of version 2 leaves the one it is in.</summary>
    /// <param name="session">The session.</param>
    /// <param name="typed">The name of the room, as typed.</param>
    /// <param name="progress">The last message that the client says it has.</param>
    /// <param name="mayCreate">Whether a missing room is created.</param>
    public async Task EnterAsync(Session session, string typed, RoomProgress progress, bool mayCreate = true)
    {
        if (RoomName.From(typed) is not { } name)
        {
            session.Refuse(session.Dialect.Has(DialectFeatures.Rooms) ? RoomTexts.NotAName(typed) : RoomTexts.NotANameInVersion2(typed));
            return;
        }

        if (session.Membership.Find(name) is not null)
        {
            session.Refuse($"You are in {name} already.");
        }
        else if (session.Membership.Seats.Length >= MaxPerSession)
        {
            session.Refuse($"You are in {MaxPerSession} rooms, which is the maximum. /leave one first.");
        }
        else if (await OpenAsync(session, name, mayCreate) is { } room)
        {
            // It is a member already if it has not come back since its connection broke.
            var isNew = !session.Membership.Rooms.Contains(room);
            session.Membership.Enter(room);
            if (!session.Dialect.Has(DialectFeatures.Rooms))
            {
                Leave(session, session.Membership.Seats[0]);
                session.Reply($"You are in {name}{(room.Topic is { } topic ? $": {topic}" : "")}. /leave leads back.");
            }

            // The user itself does not get it: it is about to take its seat behind this message.
            if (isNew)
            {
                announcements.Entered(session, room);
            }

            await TakeSeatAsync(session, room, progress);
        }
    }

    /// <summary>Leaves a room; a session of version 2 is then back in the lobby.</summary>
    public async Task LeaveAsync(Session session, string typed)
    {
        var name = RoomName.From(typed);
        if (name == RoomName.Lobby)
        {
            session.Refuse("Everybody is in the lobby. /quit leaves the chat.");
        }
        else if (name is null || session.Membership.Find(name) is not { } seat)
        {
            session.Refuse(RoomTexts.NotIn(typed));
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

    /// <summary>Ends the memberships of a session whose departure was announced, or need not be.</summary>
    public void Exit(Session session)
    {
        foreach (var room in session.Membership.Rooms)
        {
            Exit(session, room);
        }
    }

    private async ValueTask<Room?> OpenAsync(Session session, string name, bool mayCreate)
    {
        try
        {
            var opened = await rooms.EnterAsync(name, session.User, mayCreate);
            if (opened.Room is null)
            {
                session.Refuse(RoomTexts.NotThere(name, opened.Alike, mayCreate));
            }

            return opened.Room;
        }
        catch (StoreException e)
        {
            faults.Note(e);
            session.Refuse(e.PublicMessage);
            return null;
        }
    }

    private void Leave(Session session, RoomSeat seat)
    {
        session.Membership.Remove(seat);
        announcements.Left(session, seat.Room);
        Exit(session, seat.Room);
    }

    private void Exit(Session session, Room room)
    {
        session.Membership.Exit(room);
        lists.Forget(session, room);
        rooms.Exit(room, session.User);
    }

    /// <summary>Takes a seat in a room. The session is read on while it is shown the earlier messages.</summary>
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
                session.End(SystemEvents.Closed, "The server cannot show the earlier messages. Log in again.", "left");
            }
        }
    }
}
