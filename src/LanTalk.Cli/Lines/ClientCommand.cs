using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Lines;

/// <summary>The places where a command can be typed.</summary>
[Flags]
internal enum CommandPlaces
{
    /// <summary>At a prompt.</summary>
    Prompt = 1,

    /// <summary>In a pipe.</summary>
    Pipe = 2,

    /// <summary>In both.</summary>
    Everywhere = Prompt | Pipe,
}

/// <summary>A command that the client knows, as data.</summary>
/// <param name="Name">Its name, in lower case.</param>
/// <param name="Aliases">Aliases, which people know from other chats.</param>
internal sealed record ClientCommand(string Name, params IReadOnlyList<string> Aliases)
{
    /// <summary>The places where it can be typed.</summary>
    public CommandPlaces Places { get; init; } = CommandPlaces.Everywhere;

    /// <summary>Its description, if only the client has it; null if the server describes it.</summary>
    public CommandInfo? Own { get; init; }

    /// <summary>A line that uses it; null if its form says enough.</summary>
    public string? Example { get; init; }

    /// <summary>Its aliases as they are typed, separated by commas; empty if there are none.</summary>
    public string AliasesText => string.Join(", ", Aliases.Select(alias => $"{SlashRule.Slash}{alias}"));

    /// <summary>A command that only the client has.</summary>
    public static ClientCommand OfClient(CommandPlaces places, string name, string arguments, string help) =>
        new(name) { Places = places, Own = new CommandInfo(name, arguments, help) };
}

/// <summary>Commands that belong together.</summary>
/// <param name="Title">Their common subject.</param>
/// <param name="Commands">The commands, the most wanted first.</param>
internal sealed record CommandGroup(string Title, params IReadOnlyList<ClientCommand> Commands);
