using System.CommandLine;
using System.CommandLine.Parsing;
using LanTalk.Cli.Completion;
using LanTalk.Client.Addresses;

namespace LanTalk.Cli.Options;

/// <summary>The address of a server on the command line.</summary>
internal static class HostOptions
{
    private const string Form = "HOST[:PORT]";
    private const string Help = "The server's address, or a link that invites to it. Without it, a server is looked for.";
    private const string OptionName = "--host";

    /// <summary>The address as the verb's argument.</summary>
    public static Argument<ServerReference?> Argument()
    {
        var argument = new Argument<ServerReference?>(Form)
        {
            Description = Help,
            HelpName = Form, // otherwise the help would list the shell's completions
            Arity = ArgumentArity.ZeroOrOne,
            CustomParser = Parse,
        };
        argument.CompletionSources.Add(LiveNames.Hosts);
        return argument;
    }

    /// <summary>The address as an option, for a verb with other arguments.</summary>
    public static Option<ServerReference?> Option()
    {
        var variable = EnvironmentOption.VariableOf(OptionName);
        var option = new Option<ServerReference?>(OptionName)
        {
            Description = Help,
            HelpName = Form,
            CustomParser = result => Parse(result, result.Tokens[0].Value, $"{OptionName}: "),
            DefaultValueFactory = result => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text && !EnvironmentOption.IsServiceLink(text)
                ? Parse(result, text, $"{variable}: ")
                : null,
        };
        option.CompletionSources.Add(LiveNames.Hosts);
        return option;
    }

    private static ServerReference? Parse(ArgumentResult result)
    {
        if (result.Tokens.Count == 0)
        {
            return null;
        }

        var text = result.Tokens[0].Value;
        if (UsageErrors.LooksLikeOption(text) && result.Parent is CommandResult command)
        {
            result.AddError(UsageErrors.Unknown(text, command));
            return null;
        }

        return Parse(result, text, "");
    }

    // Not as other options are: what is said of a link does not repeat it, because of its token.
    private static ServerReference? Parse(ArgumentResult result, string text, string source)
    {
        if (!ServerReference.TryParse(text, out var server, out var problem))
        {
            result.AddError(source + problem);
        }

        return server;
    }
}
