using System.CommandLine;
using LanTalk.Cli.Exits;
using LanTalk.Cli.Options;
using LanTalk.Cli.Terminals;
using LanTalk.Protocol.Text;
using LanTalk.Server.Plugins;

namespace LanTalk.Cli.Commands;

/// <summary><c>lantalk plugin add</c>: runs a plug-in to see what it wants, asks the operator, and remembers the file as it is now.</summary>
internal sealed class PluginAddCommand : Verb
{
    private const string Everything = "all";

    private readonly Argument<string> _path = new("FILE") { Description = "The plug-in, an executable file." };
    private readonly Option<string?> _allow = new("--allow")
    {
        Description = "What it may do of what it asks for: words with commas between, or all. Default: you are asked.",
        HelpName = "LIST",
    };

    private readonly Option<string?> _onTimeout = new("--on-timeout")
    {
        Description = "What happens with texts for which its filter gives no verdict in time: "
            + $"{string.Join(" or ", PluginEntry.TimeoutChoices)}. Default: what the plug-in asks for.",
        HelpName = "WHAT",
    };

    private readonly PluginSetOption _set = new();
    private readonly Option<string?> _directory = CommonOptions.DataDirectory();

    public PluginAddCommand()
        : base("add", "Add a plug-in, or add one again whose file has changed.")
    {
        Arguments.Add(_path);
        Examples = [new("lantalk plugin add ./welcome.py --allow all --set text=\"Hello!\"", "Add one with all that it asks for, and set an option.")];
        _onTimeout.AcceptOnlyFromAmong([.. PluginEntry.TimeoutChoices]);
        AddGroup("The plug-in", _allow, _set, _onTimeout);
        AddGroup("More", _directory);
        SetAction(AddAsync);
    }

    private async Task<int> AddAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(result.GetValue(_path)!);
        var options = _set.Read(result);
        var hash = HashOf(path);
        var description = await PluginTestCommand.DescribeAsync(path, options, cancellationToken);
        Show(description);
        var allowed = await AllowedAsync(description, result.GetValue(_allow), cancellationToken);
        var directory = result.GetValue(_directory)!;
        DataDirectory.Create(directory);
        PluginEntry? former = null;
        await PluginCommand.ChangeAsync(directory, entries =>
        {
            former = entries.FirstOrDefault(entry => entry.Name == description.Name);
            var entry = new PluginEntry(description.Name, path)
            {
                Sha256 = hash,
                Allow = allowed,
                Options = options,
                OnTimeout = result.GetValue(_onTimeout),
                Hook = allowed.Contains(Permission.Hook, StringComparer.Ordinal) ? former?.Hook ?? PluginEntry.NewHook() : null,
            };
            return former is null ? [.. entries, entry] : PluginCommand.With(entries, description.Name, _ => entry);
        });
        var missing = description.Permissions.Except(allowed, StringComparer.Ordinal).ToList();
        var done = former is null || former.Path == path ? "Added" : $"Replaced {SafeText.Clean(former.Path)}: added";
        Console.Out.WriteLine($"{done} {description.Name}{(missing.Count == 0 ? "." : $", without: {string.Join(", ", missing)}.")}");
        return ExitCode.Done;
    }

    private static string HashOf(string path)
    {
        try
        {
            return PluginEntry.HashOf(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ToolException(ExitCode.Usage, $"{path} cannot be read: {e.Message}");
        }
    }

    private static void Show(PluginDescription description)
    {
        var about = description.Description.Length == 0 ? "" : $": {description.Description}";
        Console.Out.WriteLine(SafeText.Clean($"{description.Name} {description.Version}".TrimEnd() + about));
        foreach (var (usage, help) in description.Commands)
        {
            Console.Out.WriteLine(SafeText.Clean($"  {usage}  {help}"));
        }

        if (description.Permissions.Count > 0)
        {
            Console.Out.WriteLine("In the chat, it wants to");
            foreach (var permission in description.Permissions)
            {
                Console.Out.WriteLine($"  {Permission.All[permission]} ({permission})");
            }
        }

        Console.Out.WriteLine("On this machine, it can do all that you can.");
    }

    private static async Task<IReadOnlyList<string>> AllowedAsync(PluginDescription description, string? given, CancellationToken cancellationToken)
    {
        if (given == Everything)
        {
            return description.Permissions;
        }

        if (given is not null)
        {
            var words = given.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            return words.FirstOrDefault(word => !Permission.All.ContainsKey(word)) is { } unknown
                ? throw new ToolException(
                    ExitCode.Usage, $"There is no permission '{SafeText.Clean(unknown)}'. There is: {string.Join(", ", Permission.All.Keys)}, and all.")
                : words.FirstOrDefault(word => !description.Permissions.Contains(word, StringComparer.Ordinal)) is { } unasked
                ? throw new ToolException(ExitCode.Usage, $"{description.Name} does not ask for the permission '{unasked}'.")
                : [.. description.Permissions.Intersect(words, StringComparer.Ordinal)];
        }

        if (!StandardStreams.AreTerminal)
        {
            return description.Permissions.Count == 0 ? [] : throw new ToolException(
                ExitCode.Usage, $"Say what it may do: --allow {string.Join(',', description.Permissions)}, or a part of that.");
        }

        return await Question.AskAsync(() => Question.Ask("Add it? (y/n) "), cancellationToken) is "y" or "Y" or "yes" ? description.Permissions
            : throw new ToolException(ExitCode.Refused, "It was not added. --allow LIST adds it with a part of what it wants.");
    }
}
