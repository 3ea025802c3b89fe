using LanTalk.Protocol.Messages;
using LanTalk.Server.Commands;
using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Operator;

/// <inheritdoc/>
internal sealed class OperatorVocabulary(CommandRegistry commands, SessionRegistry sessions, RoomRegistry rooms) : IOperatorVocabulary
{
    /// <inheritdoc/>
    public IReadOnlyList<CommandInfo> Commands => commands.Describe(CommandAudience.Operator);

    /// <inheritdoc/>
    public IEnumerable<string> UserNames => sessions.All.Select(session => session.Name);

    /// <inheritdoc/>
    public int Online => sessions.Online;

    /// <inheritdoc/>
    public IEnumerable<string> RoomNames => rooms.All.Select(room => room.Name);
}
