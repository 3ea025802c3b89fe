using System.CommandLine;
using LanTalk.Cli.Exits;
using LanTalk.Terminal.Prompts;

namespace LanTalk.Cli.Options;

/// <summary>The ways to give a password: typed hidden, from a file, from the environment, or on the command line with a warning.</summary>
internal sealed class PasswordOptions
{
    /// <summary>The option for the password itself.</summary>
    public const string Name = "--password";

    private static readonly string Variable = EnvironmentOption.VariableOf(Name);

    private readonly bool _isNew;
    private readonly Option<string?> _password;
    private readonly Option<string?> _file = EnvironmentOption.Create<string?>(
        "--password-file", "FILE", "Read the password from the first line of FILE.", null, ValueParsers.Text);

    /// <param name="help">The purpose of the password.</param>
    /// <param name="mayAsk">Whether to ask for it if the option is given without a value.</param>
    /// <param name="isNew">Whether the password is new, so that it has to be typed twice: nobody else knows what was meant.</param>
    public PasswordOptions(string help, bool mayAsk = true, bool isNew = false)
    {
        _isNew = isNew;
        _password = new Option<string?>(Name)
        {
            Description = $"{help}{(mayAsk ? $" Without VALUE it is asked for, hidden{(isNew ? " and twice" : "")}." : "")} Also: {Variable}.",
            HelpName = "VALUE",
            Arity = mayAsk ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
        };
    }

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> All => [_password, _file];

    /// <summary>The given password; null if there is none.</summary>
    /// <exception cref="ToolException">It should be asked for and there is no terminal, or the file cannot be read.</exception>
    public string? Read(ParseResult result)
    {
        if (result.GetResult(_password) is { Implicit: false } given)
        {
            return given.Tokens.Count == 0 ? (_isNew ? AskNew() : Ask()) : OnCommandLine(given.Tokens[0].Value);
        }

        if (result.GetValue(_file) is { } file)
        {
            return FromFile(file);
        }

        return Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } value ? value : null;
    }

    /// <summary>Asks for the password on the terminal, hidden.</summary>
    public static string Ask()
    {
        if (Console.IsInputRedirected || Console.IsErrorRedirected)
        {
            throw new ToolException(ExitCode.Usage, "There is no terminal to ask for the password; give it with --password-file FILE.");
        }

        return Read("Password: ");
    }

    /// <summary>Asks for a new password, until it is typed twice the same way.</summary>
    private static string AskNew() => NewPassword.Choose(Ask, () => Read(NewPassword.Again), Console.Error.WriteLine);

    private static string Read(string label) => SecretPrompt.ReadSecret(label) is { Length: > 0 } secret
        ? secret
        : throw new ToolException(ExitCode.Usage, "No password was typed.");

    private static string OnCommandLine(string value)
    {
        if (value.Length == 0)
        {
            throw new ToolException(ExitCode.Usage, "--password is empty: leave it out for no password.");
        }

        Console.Error.WriteLine("Warning: others on this machine can read a password on the command line; use --password-file or just --password.");
        return value;
    }

    private static string FromFile(string file)
    {
        try
        {
            var password = File.ReadLines(file).FirstOrDefault();
            return password is { Length: > 0 }
                ? password
                : throw new ToolException(ExitCode.Usage, $"The first line of {file} is empty; it must be the password.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ToolException(ExitCode.Usage, $"Cannot read the password from {file}: {e.Message}");
        }
    }
}
