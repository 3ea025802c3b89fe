using LanTalk.Protocol.Messages;
using LanTalk.Server.Clock;
using LanTalk.Server.Configuration;
using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;
using LanTalk.Server.Users;

namespace LanTalk.Server.Chat;

/// <summary>
/// Tells rooms who comes, goes and has a new name: one by one where people know each other; once a second as a sum in a crowd, and for an
/// address whose users go and come again without pause. A thousand arrivals told one by one would be a million lines.
/// </summary>
internal sealed class Announcements(
    LanTalkServerOptions options, RoomRegistry rooms, SessionRegistry sessions, AnnouncementSums sums, ServerClock clock, TimeProvider time)
{
    /// <summary>Who came quietly and goes sooner than this goes quietly, too.</summary>
    private static readonly TimeSpan QuietStay = TimeSpan.FromMinutes(1);

    private readonly ReturnsByAddress _returns = new(time);

    /// <summary>A user comes online; it is registered. The lobby is told.</summary>
    public void Arrived(Session session)
    {
        // Not to the user, who is about to take its place in the room behind this.
        Joined(rooms.Lobby, session, $"{session.Name} joined from {session.Address}.");
    }

    /// <summary>A user is gone; it is still registered. The lobby is told, and every other room that it was in.</summary>
    /// <param name="session">The user's session.</param>
    /// <param name="departure">See <see cref="Ending.Departure"/>.</param>
    public void Departed(Session session, string departure)
    {
        Left(rooms.Lobby, session, $"{session.Name} {departure}.");
        foreach (var room in session.Membership.Rooms.Where(room => room != rooms.Lobby))
        {
            Left(room, session, $"{session.Name} {departure}.");
        }
    }

    /// <summary>A user comes to a room.</summary>
    public void Entered(Session session, Room room)
    {
        if (room != rooms.Lobby)
        {
            Joined(room, session, $"{session.Name} came to {room.Name}.");
        }
    }

    /// <summary>A user leaves a room and stays online.</summary>
    public void Left(Session session, Room room)
    {
        if (room != rooms.Lobby)
        {
            Left(room, session, $"{session.Name} left {room.Name}.");
        }
    }

    /// <summary>A user has a new name: each of its rooms is told.</summary>
    public void Renamed(Session session, string formerName, string name)
    {
        foreach (var room in session.Membership.Rooms)
        {
            room.Members.Rename(session.User, name);
            room.Tell(new SystemMessage(clock.Now, $"{formerName} is now known as {name}.", SystemEvents.Nick, formerName, name));
        }
    }

    private void Joined(Room room, Session session, string text)
    {
        if (IsCrowd(room))
        {
            sums.Joined(room);
        }
        else if (options.AnnounceLimit > 0 && !_returns.MayTell(session.Address))
        {
            session.Membership.NoteQuietArrival(room, time.GetTimestamp());
            sums.Joined(room);
        }
        else
        {
            Tell(room, SystemEvents.Join, session.User, text);
        }
    }

    private void Left(Room room, Session session, string text)
    {
        _returns.Left(session.Address);
        if (IsCrowd(room) || (session.Membership.QuietArrivalIn(room) is { } since && time.GetElapsedTime(since) < QuietStay))
        {
            sums.Left(room);
        }
        else
        {
            Tell(room, SystemEvents.Leave, session.User, text);
        }
    }

    private bool IsCrowd(Room room) =>
        options.AnnounceLimit > 0 && (room == rooms.Lobby ? sessions.Count : room.Members.Count) > options.AnnounceLimit;

    private void Tell(Room room, string kind, User user, string text)
    {
        room.Tell(new SystemMessage(clock.Now, text, kind, user.Name));
        room.Wake();
    }
}
