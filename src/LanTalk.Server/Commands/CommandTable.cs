using LanTalk.Protocol.Messages;

namespace LanTalk.Server.Commands;

/// <summary>An unchanging set of commands. A name may stand for one command of users and for another one of the operator.</summary>
internal sealed class CommandTable
{
    private readonly Dictionary<(string Name, CommandAudience Audience), ChatCommand> _byName = [];
    private readonly Dictionary<CommandAudience, IReadOnlyList<ChatCommand>> _byAudience = [];
    private readonly Dictionary<CommandAudience, IReadOnlyList<CommandInfo>> _described = [];

    /// <exception cref="ArgumentException">Two commands of an audience have the same name.</exception>
    public CommandTable(IReadOnlyList<ChatCommand> commands)
    {
        All = commands;
        foreach (var audience in new[] { CommandAudience.Users, CommandAudience.Operator })
        {
            IReadOnlyList<ChatCommand> itsOwn =
                [.. commands.Where(command => command.Audience.HasFlag(audience)).OrderBy(command => command.Name, StringComparer.Ordinal)];
            foreach (var command in itsOwn)
            {
                _byName.Add((command.Name, audience), command);
            }

            _byAudience[audience] = itsOwn;
            _described[audience] = [.. itsOwn.Select(command => new CommandInfo(command.Name, command.Arguments, command.Help, command.Bot))];
        }
    }

    /// <summary>All commands.</summary>
    public IReadOnlyList<ChatCommand> All { get; }

    /// <summary>The commands of an audience, by name.</summary>
    public IReadOnlyList<ChatCommand> For(CommandAudience audience) => _byAudience[audience];

    /// <summary>The same in the form sent to clients.</summary>
    public IReadOnlyList<CommandInfo> Describe(CommandAudience audience) => _described[audience];

    /// <summary>A command, in any case; null if the audience has none of this name.</summary>
    public ChatCommand? Find(string name, CommandAudience audience) => _byName.GetValueOrDefault((name.ToLowerInvariant(), audience));
}
