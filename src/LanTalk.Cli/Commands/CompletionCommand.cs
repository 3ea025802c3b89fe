using System.CommandLine;
using LanTalk.Cli.Exits;

namespace LanTalk.Cli.Commands;

/// <summary><c>lantalk completion</c>: prints the script by which a shell asks the tool itself how a line may go on.</summary>
internal sealed class CompletionCommand : Command
{
    private readonly Argument<string> _shell = new("SHELL") { Description = "bash, zsh, fish or pwsh." };

    public CompletionCommand()
        : base("completion", "Print a script that completes verbs, options and names in a shell.")
    {
        _shell.AcceptOnlyFromAmong("bash", "zsh", "fish", "pwsh");
        Arguments.Add(_shell);
        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        using var script = typeof(CompletionCommand).Assembly.GetManifestResourceStream($"lantalk.{result.GetValue(_shell)}")!;
        using var reader = new StreamReader(script);
        Console.Out.Write(reader.ReadToEnd());
        return ExitCode.Done;
    }
}
