using LanTalk.Cli.Options;

namespace LanTalk.Cli.Manual;

/// <summary>The manual's texts about the tool as a whole.</summary>
internal static class ToolTexts
{
    /// <summary>Further facts, one paragraph each.</summary>
    public static IReadOnlyList<string> Details { get; } =
    [
        "One person starts a server, the others join it without typing an address: the server announces itself on the network, and clients find it.",
        "Everything is encrypted, with nothing to set up. Your key is created at the first use, and servers and users are recognised by theirs.",
        "Without a command, on a terminal, lantalk asks what you want.",
        "An option counts before its environment variable, and that before the default. The variable of --rate-limit is LANTALK_RATE_LIMIT, and so on.",
        "Results go to standard output, logs and notes to standard error. With --json each result is one JSON object a line.",
    ];

    /// <summary>Typical uses.</summary>
    public static IReadOnlyList<Example> Examples { get; } =
    [
        new("lantalk serve", "Start a server, and talk at its console."),
        new("lantalk join", "Join it, on another machine of the network."),
        new("lantalk help join", "Read all about one command."),
    ];

    /// <summary>The variables that belong to no option.</summary>
    public static IReadOnlyList<ManualEntry> Variables { get; } =
    [
        new("NO_COLOR", "If set, no colors are used."),
        new("TERM", "With dumb, lines are only appended, without escape sequences."),
        new("VISUAL, EDITOR", "The editor that Ctrl-X e opens at a prompt."),
        new("PAGER", "The program that shows the pages of the manual. Default: less."),
        new("XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_STATE_HOME", "Where the directories named lantalk are, see below."),
    ];

    /// <summary>The files that the tool keeps.</summary>
    public static IReadOnlyList<ManualEntry> Files { get; } =
    [
        new("~/.config/lantalk", "Your key, your settings, and the known servers and users. --config-dir names another directory."),
        new("~/.local/share/lantalk", "A server's files: its identity, the history, the bans, the log. --data-dir names another directory."),
        new("~/.local/state/lantalk", "The history of your input at prompts."),
    ];
}
