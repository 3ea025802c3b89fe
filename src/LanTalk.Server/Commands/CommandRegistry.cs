using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;
using LanTalk.Server.Chat;
using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Commands;

/// <summary>All commands, looked up by name and audience.</summary>
internal sealed class CommandRegistry
{
    private readonly Dictionary<(string Name, CommandAudience Audience), ChatCommand> _commands = [];
    private readonly LengthGate _length;

    public CommandRegistry(UserCommands users, RoomCommands rooms, HistoryCommands history,
        OperatorCommands operators, InvitationCommands invitations, ShareCommands shares, LengthGate length)
    {
        _length = length;
        foreach (var command in users.Commands().Concat(rooms.Commands()).Concat(history.Commands())
            .Concat(operators.Commands()).Concat(invitations.Commands()).Concat(shares.Commands()))
        {
            Add(command);
        }

        Add(ChatCommand.Create("help", "[command]", "List the commands, or explain one.", CommandAudience.Everybody, Help));
    }

    /// <summary>The commands of an audience, by name.</summary>
    public IEnumerable<ChatCommand> For(CommandAudience audience) => _commands
        .Where(entry => entry.Key.Audience == audience)
        .Select(entry => entry.Value)
        .OrderBy(command => command.Name, StringComparer.Ordinal);

    /// <summary>Whether an audience has a command.</summary>
    public bool Has(string name, CommandAudience audience) => _commands.ContainsKey((name.ToLowerInvariant(), audience));

    /// <summary>The commands of an audience, in the form sent to clients.</summary>
    public IReadOnlyList<CommandInfo> Describe(CommandAudience audience) =>
        [.. For(audience).Select(command => new CommandInfo(command.Name, command.Arguments, command.Help))];

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
        _commands.GetValueOrDefault((name.ToLowerInvariant(), AudienceOf(caller)));

    private static CommandAudience AudienceOf(ICommandCaller caller) =>
        caller.Session is null ? CommandAudience.Operator : CommandAudience.Users;

    private void Add(ChatCommand command)
    {
        foreach (var audience in new[] { CommandAudience.Users, CommandAudience.Operator })
        {
            if (command.Audience.HasFlag(audience))
            {
                _commands.Add((command.Name, audience), command);
            }
        }
    }

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
