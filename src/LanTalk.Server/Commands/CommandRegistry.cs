using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;
using LanTalk.Server.Chat;
using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Commands;

/// <summary>All commands, looked up by name and audience. Plug-ins add theirs and take them away while others look.</summary>
internal sealed class CommandRegistry
{
    private readonly LengthGate _length;
    private readonly Lock _changing = new();
    private volatile CommandTable _table;

    public CommandRegistry(UserCommands users, RoomCommands rooms, HistoryCommands history,
        OperatorCommands operators, InvitationCommands invitations, ShareCommands shares, LengthGate length)
    {
        _length = length;
        _table = new CommandTable(
        [
            .. users.Commands(), .. rooms.Commands(), .. history.Commands(), .. operators.Commands(), .. invitations.Commands(), .. shares.Commands(),
            ChatCommand.Create("help", "[command]", "List the commands, or explain one.", CommandAudience.Everybody, Help),
        ]);
    }

    /// <summary>The commands of an audience, by name.</summary>
    public IReadOnlyList<ChatCommand> For(CommandAudience audience) => _table.For(audience);

    /// <summary>Whether an audience has a command.</summary>
    public bool Has(string name, CommandAudience audience) => _table.Find(name, audience) is not null;

    /// <summary>The commands of an audience, in the form sent to clients.</summary>
    public IReadOnlyList<CommandInfo> Describe(CommandAudience audience) => _table.Describe(audience);

    /// <summary>Replaces commands by others, unless there is another one of the same name; then nothing changes, and that one is returned.</summary>
    public ChatCommand? Replace(IReadOnlyCollection<ChatCommand> former, IReadOnlyCollection<ChatCommand> commands)
    {
        lock (_changing)
        {
            var kept = _table.All.Except(former).ToList();
            if (kept.Find(other => commands.Any(command => command.Name == other.Name)) is { } taken)
            {
                return taken;
            }

            _table = new CommandTable([.. kept, .. commands]);
            return null;
        }
    }

    /// <summary>Runs a line such as <c>pm Bob hello</c>, given without its slash.</summary>
    public ValueTask RunAsync(ICommandCaller caller, string line, Room room, string? nonce = null)
    {
        if (_length.FindProblem($"{SlashRule.Slash}{line}") is { } problem)
        {
            caller.Refuse(problem);
            return ValueTask.CompletedTask;
        }

        var (name, arguments) = FirstWord.Split(line);
        if (Find(caller, name) is { } command)
        {
            return command.RunAsync(new CommandCall(caller, command, arguments, room, nonce));
        }

        var nearest = NearestWord.Find(name, For(AudienceOf(caller)).Select(each => each.Name)) is { } near ? $" The nearest is /{near}." : "";
        caller.Refuse($"There is no command /{name}.{nearest} /help lists them; begin with // to say a line that starts with a slash.");
        return ValueTask.CompletedTask;
    }

    private ChatCommand? Find(ICommandCaller caller, string name) =>
        _table.Find(name, AudienceOf(caller));

    private static CommandAudience AudienceOf(ICommandCaller caller) =>
        caller.Session is null ? CommandAudience.Operator : CommandAudience.Users;

    private void Help(CommandCall call)
    {
        var name = call.Arguments.TrimStart('/');
        if (name.Length > 0)
        {
            call.Caller.Reply([.. Find(call.Caller, name) is not { } found ? [$"There is no command /{name}."]
                : call.Caller.Session is null ? OperatorHelp.Explain(found)
                : [$"{found.Usage}: {found.Help}"]]);
            return;
        }

        // Clients format the list themselves. The lines sent to older clients are part of the contract and must not change.
        call.Caller.Reply([.. call.Caller.Session is null
            ? OperatorHelp.List(For(CommandAudience.Operator))
            : For(CommandAudience.Users).Select(command => $"{command.Usage}: {command.Help}")
                .Append("Anything else is said to everybody; // begins a line that starts with a slash.")]);
    }
}
