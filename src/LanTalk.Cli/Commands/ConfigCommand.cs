using System.CommandLine;
using LanTalk.Cli.Exits;
using LanTalk.Cli.Options;
using LanTalk.Cli.Settings;
using LanTalk.Client.Configuration;

namespace LanTalk.Cli.Commands;

/// <summary><c>lantalk config</c>: shows and changes the user's settings, as <c>/set</c> does at a prompt.</summary>
internal sealed class ConfigCommand : Verb
{
    private readonly Option<string?> _directory = TrustOptions.ConfigDirectoryOption();
    private readonly Option<string?> _dataDirectory = CommonOptions.DataDirectory();
    private readonly Argument<string> _name = new("SETTING") { Description = "The setting; lantalk config show lists them." };
    private readonly Argument<string> _value = new("VALUE") { Description = "Its new value." };

    public ConfigCommand()
        : base("config", "Show or change your settings.")
    {
        Chapter = VerbChapters.Tool;
        Examples =
        [
            new("lantalk config show", "List the settings, their values, and what they do."),
            new("lantalk config set theme dark", "Change one."),
        ];
        var show = new Verb("show", "List the settings, their values, and what they do.");
        show.SetAction(result => Do(() => Show(result.GetValue(_directory)!)));
        var path = new Verb("path", "Show where your settings are, and what a server keeps.");
        path.AddGroup("Where", _dataDirectory);
        path.SetAction(result =>
        {
            Console.Out.WriteLine($"Settings  {SettingsFile.PathIn(result.GetValue(_directory)!)}");
            Console.Out.WriteLine($"Data      {result.GetValue(_dataDirectory)}");
        });
        var set = new Verb("set", "Change a setting.") { Examples = [new("lantalk config set notify osc9", "Be called by a notification of the terminal.")] };
        set.Arguments.Add(_name);
        set.Arguments.Add(_value);
        set.SetAction(result => Do(() => SettingsFile.In(result.GetValue(_directory)!).Set(result.GetValue(_name)!, result.GetValue(_value)!)));
        foreach (var command in new[] { show, path, set })
        {
            command.AddGroup("More", _directory);
            Subcommands.Add(command);
        }
    }

    private static void Show(string directory)
    {
        var chosen = SettingsFile.In(directory).Read();
        foreach (var setting in ClientSettings.All)
        {
            var values = setting.Values is { } some ? $" ({string.Join(", ", some)})" : "";
            Console.Out.WriteLine($"{setting.Name} = {chosen[setting.Name]}");
            Console.Out.WriteLine($"    {setting.Help}{values}");
        }

        foreach (var problem in chosen.Problems)
        {
            Console.Error.WriteLine($"lantalk config show: {problem}");
        }
    }

    private static void Do(Action work)
    {
        try
        {
            work();
        }
        catch (ConfigFileException e)
        {
            throw new ToolException(ExitCode.Usage, e.Message);
        }
        catch (ArgumentException e)
        {
            throw new ToolException(ExitCode.Usage, $"Not set: {e.Message}.");
        }
    }
}
