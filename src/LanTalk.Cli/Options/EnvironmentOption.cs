using System.CommandLine;
using System.CommandLine.Parsing;

namespace LanTalk.Cli.Options;

/// <summary>Reads the value of an option; <paramref name="error"/> says what it takes.</summary>
internal delegate bool ValueParser<T>(string text, out T value, out string error);

/// <summary>
/// Makes options with one rule for all: what is given on the command line counts before the variable
/// <c>LANTALK_…</c> of the same name, and that before the default.
/// </summary>
internal static class EnvironmentOption
{
    /// <summary>The variable of an option: <c>--log-level</c> has <c>LANTALK_LOG_LEVEL</c>.</summary>
    public static string VariableOf(string optionName) =>
        "LANTALK_" + optionName.TrimStart('-').Replace('-', '_').ToUpperInvariant();

    /// <summary>Whether an option has a variable. One that has is never without a value, but for the password, which may be asked for.</summary>
    public static bool HasVariable(Option option) => (option.HasDefaultValue && option is not BareFlag) || option.Name == PasswordOptions.Name;

    /// <summary>An option that takes one value.</summary>
    /// <param name="name">The name with its dashes.</param>
    /// <param name="valueName">What the help calls the value.</param>
    /// <param name="help">What it does, with its unit and default.</param>
    /// <param name="defaultValue">The value if neither option nor variable is given.</param>
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

    /// <summary>
    /// Whether a variable was set by a container platform, which tells a container of a service named <c>lantalk</c> in this way, and not by a person.
    /// </summary>
    public static bool IsServiceLink(string? text) =>
        text is not null && (text.StartsWith("tcp://", StringComparison.Ordinal) || text.StartsWith("udp://", StringComparison.Ordinal));

    /// <summary>An option that is on when it is given; its variable is on with <c>1</c>, <c>true</c> or <c>yes</c>.</summary>
    public static Option<bool> CreateFlag(string name, string help)
    {
        var variable = VariableOf(name);
        var option = new Option<bool>(name)
        {
            Description = help,
            DefaultValueFactory = result => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
                && Parse(result, variable, text, ValueParsers.YesOrNo, fallback: false),
        };

        // Nobody writes a value behind a flag: what is completed there is what can follow it.
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
