namespace LanTalk.Server.Commands;

/// <summary>Formats the console's list of commands: in groups, each explanation beside its command.</summary>
internal static class OperatorHelp
{
    /// <summary>The text of a wider usage goes on the line below it.</summary>
    private const int WidestUsage = 24;

    /// <summary>The groups; the last one holds all other commands.</summary>
    private static readonly (string Title, string[] Names)[] Groups =
    [
        ("People", ["users", "whois", "pm", "kick", "mute", "unmute", "ban", "bans", "unban", "release", "invite", "invites", "uninvite"]),
        ("Rooms", ["rooms", "join", "leave", "topic", "history", "search", "files", "unsend"]),
        ("The server", []),
    ];

    private static readonly Dictionary<string, string> Examples = new(StringComparer.Ordinal)
    {
        ["ban"] = "/ban Mallory rude for 2h",
        ["invite"] = "/invite for 1h uses 30 room ops",
        ["kick"] = "/kick Bob see you tomorrow",
        ["mute"] = "/mute Bob for 10m",
        ["pm"] = "/pm Bob can you come over?",
        ["search"] = "/search printer from:bob since:yesterday",
        ["unban"] = "/unban Mallory",
        ["uninvite"] = "/uninvite k3",
        ["unsend"] = "/unsend 17",
    };

    /// <summary>Lists all commands.</summary>
    public static IReadOnlyList<string> List(IEnumerable<ChatCommand> commands)
    {
        var left = commands.ToList();
        var lines = new List<string>();
        foreach (var (title, names) in Groups)
        {
            var members = names.Length == 0 ? left : [.. names.SelectMany(name => left.Where(command => command.Name == name))];
            left = [.. left.Except(members)];
            lines.Add($"{title}:");
            lines.AddRange(members.SelectMany(Row));
        }

        return [.. lines, "/help COMMAND explains one. Anything else is said to everybody under the server's name."];
    }

    /// <summary>Explains one command, with an example.</summary>
    public static IReadOnlyList<string> Explain(ChatCommand command)
    {
        var line = $"{command.Usage}: {command.Help}";
        return Examples.TryGetValue(command.Name, out var example) ? [line, $"For example: {example}"] : [line];
    }

    private static IEnumerable<string> Row(ChatCommand command) => command.Usage.Length > WidestUsage
        ? [$"  {command.Usage}", $"  {"",-WidestUsage}  {command.Help}"]
        : [$"  {command.Usage,-WidestUsage}  {command.Help}"];
}
