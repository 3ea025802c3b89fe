using LanTalk.Protocol.Messages;
using LanTalk.Server.Clock;
using LanTalk.Server.Configuration;
using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;
using LanTalk.Server.Users;

namespace LanTalk.Server.Chat;

/// <summary>
/// Announces joins, leaves and new names to rooms: one by one while a room is small, and as a total once a second in a crowd or for an address whose
/// users keep leaving and coming back. A thousand arrivals told one by one would be a million lines.
/// </summary>
internal sealed class Announcements(
    LanTalkServerOptions options, RoomRegistry rooms, SessionRegistry sessions, AnnouncementSums sums, ServerClock clock, TimeProvider time)
{
    /// <summary>A user whose arrival was not announced, and who leaves within this time, leaves unannounced too.</summary>
    private static readonly TimeSpan QuietStay = TimeSpan.FromMinutes(1);

    private readonly ReturnsByAddress _returns = new(time);

    /// <summary>Announces to the lobby that a registered user came online.</summary>
    public void Arrived(Session session)
    {
        // The user itself does not get it: it is about to take its seat behind this message.
        Joined(rooms.Lobby, session, $"{session.Name} joined from {session.Address}.");
    }

    /// <summary>Announces that a user is gone, to the lobby and every other room it was in; it is still registered.</summary>
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

    /// <summary>Announces that a user entered a room.</summary>
    public void Entered(Session session, Room room)
    {
        if (room != rooms.Lobby)
        {
            Joined(room, session, $"{session.Name} came to {room.Name}.");
        }
    }

    /// <summary>Announces that a user left a room but stays online.</summary>
    public void Left(Session session, Room room)
    {
        if (room != rooms.Lobby)
        {
            Left(room, session, $"{session.Name} left {room.Name}.");
        }
    }

    /// <summary>Announces a user's new name to each of its rooms.</summary>
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
