using System.CommandLine;
using System.CommandLine.Parsing;
using LanTalk.Cli.Completion;
using LanTalk.Client.Addresses;

namespace LanTalk.Cli.Options;

/// <summary>The address of a server on the command line.</summary>
internal static class HostOptions
{
    private const string Form = "HOST[:PORT]";
    private const string Help = "The server's address. Without it, a server is looked for.";

    /// <summary>The address as the verb's argument.</summary>
    public static Argument<ServerAddress?> Argument()
    {
        var argument = new Argument<ServerAddress?>(Form)
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
    public static Option<ServerAddress?> Option()
    {
        var option = EnvironmentOption.Create<ServerAddress?>("--host", Form, Help, null, ValueParsers.Host);
        option.CompletionSources.Add(LiveNames.Hosts);
        return option;
    }

    private static ServerAddress? Parse(ArgumentResult result)
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

        if (!ServerAddress.TryParse(text, out var server))
        {
            result.AddError($"'{text}' is not a server address: write HOST, HOST:PORT or [IPV6]:PORT.");
        }

        return server;
    }
}
