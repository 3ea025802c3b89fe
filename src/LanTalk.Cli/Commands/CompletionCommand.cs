using System.CommandLine;
using LanTalk.Cli.Exits;
using LanTalk.Cli.Options;

namespace LanTalk.Cli.Commands;

/// <summary><c>lantalk completion</c>: prints the script with which a shell asks the tool itself for completions.</summary>
internal sealed class CompletionCommand : Verb
{
    private readonly Argument<string> _shell = new("SHELL") { Description = "The shell: bash, zsh, fish or pwsh.", HelpName = "SHELL" };

    public CompletionCommand()
        : base("completion", "Print a script that completes verbs, options and names in a shell.")
    {
        Chapter = VerbChapters.Tool;
        Details = ["The shell completes commands, options, the names of servers that are there, and hosts and users that you met."];
        Examples =
        [
            new("source <(lantalk completion bash)", "In ~/.bashrc; with zsh in ~/.zshrc, behind compinit."),
            new("lantalk completion fish > ~/.config/fish/completions/lantalk.fish", "For fish."),
            new("lantalk completion pwsh | Out-String | Invoke-Expression", "In the $PROFILE of PowerShell."),
        ];
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
