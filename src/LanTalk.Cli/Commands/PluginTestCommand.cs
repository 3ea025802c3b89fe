using System.CommandLine;
using LanTalk.Cli.Exits;
using LanTalk.Cli.Options;
using LanTalk.Protocol.Text;
using LanTalk.Server.Plugins;

namespace LanTalk.Cli.Commands;

/// <summary><c>lantalk plugin test</c>: runs a plug-in without a server, and shows every line.</summary>
internal sealed class PluginTestCommand : Verb
{
    private readonly Argument<string> _path = new("FILE") { Description = "The plug-in, an executable file." };
    private readonly Argument<string[]> _lines = new("COMMAND") { Description = "Commands to give, such as \"/roll 2d6\".", Arity = ArgumentArity.ZeroOrMore };

    private readonly PluginSetOption _set = new();

    public PluginTestCommand()
        : base("test", "Run a plug-in without a server, and show every line; nothing that it does has an effect.")
    {
        Arguments.Add(_path);
        Arguments.Add(_lines);
        Examples = [new("lantalk plugin test ./dice.py \"/roll 2d6\"", "Start it, give a command, and stop it.")];
        AddGroup("The plug-in", _set);
        SetAction(TestAsync);
    }

    /// <summary>Runs a plug-in to see what it wants.</summary>
    /// <exception cref="ToolException">It cannot be started, or is not what it should be.</exception>
    internal static Task<PluginDescription> DescribeAsync(string path, IReadOnlyDictionary<string, string> options, CancellationToken cancellationToken) =>
        RunAsync(path, options, null, plugin => Task.FromResult(plugin.Description), cancellationToken);

    private Task<int> TestAsync(ParseResult result, CancellationToken cancellationToken) => RunAsync(
        Path.GetFullPath(result.GetValue(_path)!),
        _set.Read(result),
        line => Console.Error.WriteLine(SafeText.Clean(line)),
        async plugin =>
        {
            foreach (var line in result.GetValue(_lines) ?? [])
            {
                Console.Out.WriteLine(await plugin.RunAsync(line));
            }

            return ExitCode.Done;
        },
        cancellationToken);

    private static async Task<T> RunAsync<T>(
        string path,
        IReadOnlyDictionary<string, string> options,
        Action<string>? trace,
        Func<PluginTrial, Task<T>> workAsync,
        CancellationToken cancellationToken)
    {
        var directory = Directory.CreateTempSubdirectory("lantalk-plugin-");
        try
        {
            await using var plugin = await PluginTrial.StartAsync(path, directory.FullName, options, trace, cancellationToken);
            CheckOptions(plugin.Description, options.Keys);
            return await workAsync(plugin);
        }
        catch (PluginException e)
        {
            throw new ToolException(ExitCode.Refused, e.Message);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static void CheckOptions(PluginDescription description, IEnumerable<string> names)
    {
        if (names.FirstOrDefault(name => !description.Options.Any(option => option.Name == name)) is { } unknown)
        {
            var there = description.Options.Count == 0 ? "It has none." : $"There is: {string.Join(", ", description.Options.Select(option => option.Name))}.";
            throw new ToolException(ExitCode.Usage, $"{description.Name} has no option {SafeText.Clean(unknown)}. {there}");
        }
    }
}
