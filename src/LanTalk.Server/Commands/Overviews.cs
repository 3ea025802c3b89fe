using LanTalk.Protocol.Messages;
using LanTalk.Server.Clock;
using LanTalk.Server.Configuration;
using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Commands;

/// <summary>Tells clients who is there and what commands there are.</summary>
internal sealed class Overviews(LanTalkServerOptions options, SessionRegistry sessions, CommandRegistry commands, RoomRegistry rooms, ServerClock clock)
{
    /// <summary>How many names are listed at most: a client completes names with them, and a list of thousands helps nobody.</summary>
    public const int MaxUsers = 500;

    /// <summary>How many rooms are listed at most.</summary>
    public const int MaxRooms = 500;

    private readonly IReadOnlyList<CommandInfo> _commands = commands.Describe(CommandAudience.Users);

    /// <summary>How things are now.</summary>
    public Overview Make() =>
        new(clock.Now, sessions.Online, [options.Name, .. sessions.All.Take(MaxUsers - 1).Select(session => session.Name)], _commands)
        {
            Rooms = [.. rooms.All.Take(MaxRooms).Select(room => new RoomInfo(room.Name, rooms.CountUsers(room), room.Topic))],
        };
}
