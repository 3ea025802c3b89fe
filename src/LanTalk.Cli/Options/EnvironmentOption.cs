using System.CommandLine;
using System.CommandLine.Parsing;

namespace LanTalk.Cli.Options;

/// <summary>Reads the value of an option; <paramref name="error"/> says what is accepted.</summary>
internal delegate bool ValueParser<T>(string text, out T value, out string error);

/// <summary>
/// Makes options with one rule for all: the command line overrides the variable <c>LANTALK_…</c> of the same name, and that overrides the default.
/// </summary>
internal static class EnvironmentOption
{
    /// <summary>The variable of an option: <c>--log-level</c> has <c>LANTALK_LOG_LEVEL</c>.</summary>
    public static string VariableOf(string optionName) =>
        "LANTALK_" + optionName.TrimStart('-').Replace('-', '_').ToUpperInvariant();

    /// <summary>Whether an option has a variable. One that has always has a value, except for the password, which may be asked for.</summary>
    public static bool HasVariable(Option option) => (option.HasDefaultValue && option is not BareFlag) || option.Name == PasswordOptions.Name;

    /// <summary>Where the value of an option comes from, for an error: the option, or its variable.</summary>
    public static string SourceOf(ParseResult result, Option option) => result.GetResult(option) is { Implicit: false } ? option.Name : VariableOf(option.Name);

    /// <summary>An option that takes one value.</summary>
    /// <param name="name">The name with its dashes.</param>
    /// <param name="valueName">The name of the value in the help.</param>
    /// <param name="help">The help text, with unit and default.</param>
    /// <param name="defaultValue">The value if neither the option nor the variable is given.</param>
    /// <param name="parse">Reads the value, wherever it comes from.</param>
    public static Option<T> Create<T>(string name, string valueName, string help, T defaultValue, ValueParser<T> parse)
    {
        var variable = VariableOf(name);
        return new Option<T>(name)
        {
            Description = help,
            HelpName = valueName,
            CustomParser = result => Parse(result, name, result.Tokens[0].Value, parse, defaultValue),
            DefaultValueFactory = result => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text && !IsServiceLink(text)
                ? Parse(result, variable, text, parse, defaultValue)
                : defaultValue,
        };
    }

    /// <summary>Whether a variable was set not by a person but by a container platform, which does so for a service named <c>lantalk</c>.</summary>
    public static bool IsServiceLink(string? text) =>
        text is not null && (text.StartsWith("tcp://", StringComparison.Ordinal) || text.StartsWith("udp://", StringComparison.Ordinal));

    /// <summary>A flag; its variable turns it on with <c>1</c>, <c>true</c> or <c>yes</c>.</summary>
    public static Option<bool> CreateFlag(string name, string help)
    {
        var variable = VariableOf(name);
        var option = new Option<bool>(name)
        {
            Description = help,
            DefaultValueFactory = result => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
                && Parse(result, variable, text, ValueParsers.YesOrNo, fallback: false),
        };

        // Nobody writes a value after a flag: completion offers the words that can follow it.
        option.CompletionSources.Clear();
        option.CompletionSources.Add(context => context.ParseResult.CommandResult.Command.GetCompletions(context));
        return option;
    }

    private static T Parse<T>(ArgumentResult result, string source, string text, ValueParser<T> parse, T fallback)
    {
        if (parse(text, out var value, out var error))
        {
            return value;
        }

        result.AddError($"{source} is '{text}': {error}.");
        return fallback;
    }
}
