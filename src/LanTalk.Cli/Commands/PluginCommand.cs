using System.CommandLine;
using System.Text.Json;
using LanTalk.Cli.Clock;
using LanTalk.Cli.Exits;
using LanTalk.Cli.Json;
using LanTalk.Cli.Options;
using LanTalk.Protocol.Text;
using LanTalk.Server.Plugins;

namespace LanTalk.Cli.Commands;

/// <summary>
/// <c>lantalk plugin</c>: adds, lists and removes the plug-ins of a server. A server that runs on the same data directory follows within a second.
/// </summary>
internal sealed class PluginCommand : Verb
{
    public PluginCommand()
        : base("plugin", "List, add or remove plug-ins; a running server follows within a second.")
    {
        Chapter = VerbChapters.Server;
        Details =
        [
            "A plug-in is a program that adds commands, watches rooms or checks texts. It runs as you do, with all that you may do: "
                + "add only what you would run by hand. docs/PLUGINS.md shows how to write one.",
        ];
        Examples =
        [
            new("lantalk plugin add ./dice.py", "Add a plug-in, after showing what it wants."),
            new("lantalk plugin add ./ci.py --allow say,hook", "Add one from a script, with these permissions."),
            new("lantalk plugin log dice", "Show what a plug-in wrote to its standard error."),
            new("lantalk plugin test ./dice.py \"/roll 2d6\"", "Try one without a server."),
        ];
        Subcommands.Add(new ListCommand());
        Subcommands.Add(new PluginAddCommand());
        Subcommands.Add(new ChangeCommand(
            "remove", "Remove a plug-in. What it has stored stays.", "Removed", (entries, name) => [.. entries.Where(entry => entry.Name != name)]));
        Subcommands.Add(new ChangeCommand(
            "disable", "Stop a plug-in, and do not start it again.", "Disabled",
            (entries, name) => With(entries, name, entry => entry with { IsDisabled = true })));
        Subcommands.Add(new ChangeCommand(
            "enable", "Start a plug-in again that was disabled.", "Enabled",
            (entries, name) => With(entries, name, entry => entry with { IsDisabled = false })));
        Subcommands.Add(new LogCommand());
        Subcommands.Add(new PluginHookCommand());
        Subcommands.Add(new PluginTestCommand());
    }

    /// <summary>The argument for the name of a plug-in that was added.</summary>
    internal static Argument<string> NameArgument() => new("NAME") { Description = "The plug-in's name; lantalk plugin list shows all." };

    /// <summary>Changes the plug-ins of a data directory.</summary>
    /// <exception cref="ToolException">The file cannot be used.</exception>
    internal static async Task ChangeAsync(string directory, Func<IReadOnlyList<PluginEntry>, IReadOnlyList<PluginEntry>> change)
    {
        try
        {
            await new PluginFile(directory).ChangeAsync(change, ToolClock.Instance);
        }
        catch (PluginException e)
        {
            throw new ToolException(ExitCode.Usage, e.Message);
        }
    }

    /// <summary>The plug-ins of a data directory.</summary>
    /// <exception cref="ToolException">The file cannot be used.</exception>
    internal static IReadOnlyList<PluginEntry> Read(string directory)
    {
        try
        {
            return new PluginFile(directory).Read();
        }
        catch (PluginException e)
        {
            throw new ToolException(ExitCode.Usage, e.Message);
        }
    }

    /// <summary>A plug-in that was added.</summary>
    /// <exception cref="ToolException">There is none of this name.</exception>
    internal static PluginEntry Find(IReadOnlyList<PluginEntry> entries, string name)
    {
        var there = entries.Count == 0 ? "None was added yet." : $"There is: {string.Join(", ", entries.Select(entry => entry.Name))}.";
        return entries.FirstOrDefault(entry => entry.Name == name)
            ?? throw new ToolException(ExitCode.NothingFound, $"There is no plug-in {SafeText.Clean(name)}. {there}");
    }

    /// <summary>The plug-ins with one of them changed.</summary>
    internal static IReadOnlyList<PluginEntry> With(IReadOnlyList<PluginEntry> entries, string name, Func<PluginEntry, PluginEntry> change) =>
        [.. entries.Select(entry => entry.Name == name ? change(entry) : entry)];

    private sealed class ListCommand : Verb
    {
        private readonly Option<bool> _json = CommonOptions.Json("One JSON object a line.");
        private readonly Option<string?> _directory = CommonOptions.DataDirectory();

        public ListCommand()
            : base("list", "List the plug-ins.")
        {
            AddGroup("More", _json, _directory);
            SetAction(result => List(Read(result.GetValue(_directory)!), result.GetValue(_json)));
        }

        private static int List(IReadOnlyList<PluginEntry> entries, bool json)
        {
            if (entries.Count == 0)
            {
                Console.Error.WriteLine("lantalk plugin: none was added yet. lantalk plugin add PATH adds one.");
            }

            foreach (var entry in entries)
            {
                var state = entry.IsDisabled ? " (disabled)" : "";
                var allowed = entry.Allow.Count == 0 ? "" : $"  may: {string.Join(", ", entry.Allow)}";
                Console.Out.WriteLine(json
                    ? JsonSerializer.Serialize(new PluginJson(entry.Name, entry.Path, !entry.IsDisabled, entry.Allow), ToolJson.Default.PluginJson)
                    : SafeText.Clean($"{entry.Name}{state}  {entry.Path}{allowed}"));
            }

            return ExitCode.Done;
        }
    }

    private sealed class ChangeCommand : Verb
    {
        private readonly Argument<string> _name = NameArgument();
        private readonly Option<string?> _directory = CommonOptions.DataDirectory();

        public ChangeCommand(string name, string help, string done, Func<IReadOnlyList<PluginEntry>, string, IReadOnlyList<PluginEntry>> change)
            : base(name, help)
        {
            Arguments.Add(_name);
            AddGroup("More", _directory);
            SetAction(async (result, _) =>
            {
                var (plugin, directory) = (result.GetValue(_name)!, result.GetValue(_directory)!);
                Find(Read(directory), plugin);
                await ChangeAsync(directory, entries => change(entries, plugin));
                Console.Out.WriteLine($"{done} {plugin}.");
                return ExitCode.Done;
            });
        }
    }

    private sealed class LogCommand : Verb
    {
        private readonly Argument<string> _name = NameArgument();
        private readonly Option<string?> _directory = CommonOptions.DataDirectory();

        public LogCommand()
            : base("log", "Show what a plug-in wrote to its standard error, and what the server noted about it.")
        {
            Arguments.Add(_name);
            AddGroup("More", _directory);
            SetAction(result => Show(result.GetValue(_directory)!, result.GetValue(_name)!));
        }

        private static int Show(string directory, string name)
        {
            var lines = PluginFile.ReadLog(directory, Find(Read(directory), name).Name);
            foreach (var line in lines)
            {
                Console.Out.WriteLine(SafeText.Clean(line));
            }

            if (lines.Count == 0)
            {
                Console.Error.WriteLine($"lantalk plugin: {name} has written nothing yet.");
            }

            return ExitCode.Done;
        }
    }
}
