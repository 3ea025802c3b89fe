using LanTalk.Protocol.Messages;
using LanTalk.Server.Clock;
using LanTalk.Server.Configuration;
using LanTalk.Server.Dialects;
using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Commands;

/// <summary>Tells clients who is online, and which commands and rooms exist.</summary>
internal sealed class Overviews(LanTalkServerOptions options, SessionRegistry sessions, CommandRegistry commands, RoomRegistry rooms, ServerClock clock)
{
    /// <summary>The maximum number of names listed: clients complete names from the list, and thousands of them would help nobody.</summary>
    public const int MaxUsers = 500;

    /// <summary>The maximum number of rooms listed.</summary>
    public const int MaxRooms = 500;

    /// <summary>Tells everybody whose wire knows overviews, unasked: the commands have changed.</summary>
    public void Tell()
    {
        var overview = Make();
        foreach (var session in sessions.All.Where(session => session.Dialect.Has(DialectFeatures.Rooms)))
        {
            session.Send(overview);
        }
    }

    /// <summary>The overview as of now.</summary>
    public Overview Make() =>
        new(clock.Now, sessions.Online, [options.Name, .. sessions.All.Take(MaxUsers - 1).Select(session => session.Name)],
            commands.Describe(CommandAudience.Users))
        {
            Rooms = [.. rooms.All.Take(MaxRooms).Select(room => new RoomInfo(room.Name, rooms.CountUsers(room), room.Topic))],
        };
}
