using LanTalk.Protocol.Messages;
using LanTalk.Server.Clock;
using LanTalk.Server.Configuration;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Commands;

/// <summary>Tells clients who is online and which commands exist.</summary>
internal sealed class Overviews(LanTalkServerOptions options, SessionRegistry sessions, CommandRegistry commands, ServerClock clock)
{
    /// <summary>The maximum number of names listed: clients complete names from the list, and thousands of them would help nobody.</summary>
    public const int MaxUsers = 500;

    private readonly IReadOnlyList<CommandInfo> _commands = commands.Describe(CommandAudience.Users);

    /// <summary>The overview as of now.</summary>
    public Overview Make() =>
        new(clock.Now, sessions.Online, [options.Name, .. sessions.All.Take(MaxUsers - 1).Select(session => session.Name)], _commands);
}
