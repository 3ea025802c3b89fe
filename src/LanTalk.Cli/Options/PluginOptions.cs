using System.CommandLine;
using System.CommandLine.Parsing;
using LanTalk.Protocol.Text;
using LanTalk.Server.Configuration;

namespace LanTalk.Cli.Options;

/// <summary>The options of a server about plug-ins.</summary>
internal sealed class PluginOptions
{
    private readonly Option<string[]> _plugin = new("--plugin")
    {
        Description = "Try a plug-in as long as the server runs, with all permissions that it asks for. lantalk plugin add adds one for good.",
        HelpName = "FILE",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<TimeSpan> _filterDeadline;

    /// <param name="defaults">The values where nothing is given.</param>
    public PluginOptions(LanTalkServerOptions defaults)
    {
        _plugin.Validators.Add(RefuseSameName);
        _filterDeadline = EnvironmentOption.Create(
            "--filter-deadline", "TIME", $"How long a text waits for the verdict of a plug-in. Default: {Duration.Format(defaults.FilterDeadline)}.",
            defaults.FilterDeadline, ValueParsers.Time);
    }

    /// <summary>All of them.</summary>
    public Option[] All => [_plugin, _filterDeadline];

    /// <summary>The server's options with what was given.</summary>
    public LanTalkServerOptions AddTo(LanTalkServerOptions options, ParseResult result) => options with
    {
        Plugins = [.. (result.GetValue(_plugin) ?? []).Select(Path.GetFullPath)],
        FilterDeadline = result.GetValue(_filterDeadline),
    };

    /// <summary>A plug-in on trial has the name of its file until it has told its own.</summary>
    private static void RefuseSameName(OptionResult result)
    {
        var byName = result.Tokens.GroupBy(token => Path.GetFileNameWithoutExtension(token.Value), StringComparer.OrdinalIgnoreCase);
        if (byName.FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            result.AddError($"--plugin is given for two files named '{SafeText.Clean(twice.Key)}'. Rename one of them.");
        }
    }
}
