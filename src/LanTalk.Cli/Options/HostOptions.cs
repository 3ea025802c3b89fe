using System.CommandLine;
using System.CommandLine.Parsing;
using LanTalk.Client;

namespace LanTalk.Cli.Options;

/// <summary>The address of a server on the command line.</summary>
internal static class HostOptions
{
    private const string Form = "HOST[:PORT]";
    private const string Help = "The server's address. Without it, a server is looked for.";

    /// <summary>The address as the verb's own argument.</summary>
    public static Argument<ServerAddress?> Argument() => new(Form)
    {
        Description = Help,
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = Parse,
    };

    /// <summary>The address as an option, for a verb whose arguments are something else.</summary>
    public static Option<ServerAddress?> Option() => EnvironmentOption.Create<ServerAddress?>("--host", Form, Help, null, ValueParsers.Host);

    private static ServerAddress? Parse(ArgumentResult result)
    {
        if (result.Tokens.Count == 0)
        {
            return null;
        }

        var text = result.Tokens[0].Value;
        if (!ServerAddress.TryParse(text, out var server))
        {
            result.AddError($"'{text}' is no address of a server: write HOST, HOST:PORT or [IPV6]:PORT.");
        }

        return server;
    }
}
