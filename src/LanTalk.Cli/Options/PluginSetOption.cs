using System.CommandLine;
using LanTalk.Cli.Exits;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Options;

/// <summary><c>--set NAME=VALUE</c>: options of a plug-in.</summary>
internal sealed class PluginSetOption : Option<string[]>
{
    public PluginSetOption()
        : base("--set")
    {
        Description = "Set an option of the plug-in; may be given several times.";
        HelpName = "NAME=VALUE";
    }

    /// <summary>What was set.</summary>
    /// <exception cref="ToolException">One has no name or no value.</exception>
    public IReadOnlyDictionary<string, string> Read(ParseResult result)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in result.GetValue(this) ?? [])
        {
            if (text.Split('=', 2) is not [{ Length: > 0 } name, var value])
            {
                throw new ToolException(ExitCode.Usage, $"--set is '{SafeText.Clean(text)}', but it takes NAME=VALUE.");
            }

            options[name] = value;
        }

        return options;
    }
}
