using LanTalk.Cli.Hosting;
using LanTalk.Cli.Options;
using LanTalk.Cli.Terminals;
using LanTalk.Protocol.Defaults;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Text;
using LanTalk.Terminal.Prompts;

namespace LanTalk.Cli;

/// <summary>The menu of <c>lantalk</c> without a verb, on a terminal: asks which verb to run, and runs it.</summary>
internal static class Menu
{
    /// <summary>Asks, then runs the verb; returns its exit code.</summary>
    public static Task<int> RunAsync()
    {
        Console.Out.WriteLine($"LanTalk {ToolVersion.Text}: chat with the people on your network.");
        Console.Out.WriteLine();
        Console.Out.WriteLine("  [1] Start a server");
        Console.Out.WriteLine("  [2] Join one");
        Console.Out.WriteLine();
        while (true)
        {
            switch (Question.Ask("1 or 2? "))
            {
                case "1":
                    return ServeAsync();
                case "2":
                    return Tool.RunAsync(["join"]);
                case var other:
                    Console.Out.WriteLine($"Sorry, '{SafeText.Clean(other)}' is neither 1 nor 2. Ctrl-C gives up.");
                    break;
            }
        }
    }

    private static Task<int> ServeAsync()
    {
        int port;
        string error;
        while (!ValueParsers.ListenPort(Question.Ask("Port", $"{Limits.DefaultPort}"), out port, out error))
        {
            Console.Out.WriteLine($"Sorry, {error}.");
        }

        var name = AskName("The server's name", Environment.MachineName, "lantalk");
        var password = NewPassword.Choose(
            () => SecretPrompt.ReadSecret("Password (nothing for none): ") ?? "", () =>
                SecretPrompt.ReadSecret(NewPassword.Again) ?? "", Console.Out.WriteLine);
        if (password.Length > 0)
        {
            // In the environment of this very process: on a command line others could see it, and there would be a warning.
            Environment.SetEnvironmentVariable(EnvironmentOption.VariableOf("--password"), password);
        }

        return Tool.RunAsync(["serve", "--port", $"{port}", "--name", name]);
    }

    private static string AskName(string question, string suggestion, string fallback)
    {
        while (true)
        {
            if (ValueParsers.Name(Question.Ask(question, UserName.From(suggestion, fallback)), out var name, out var error))
            {
                return name!;
            }

            Console.Out.WriteLine($"Sorry, {error}.");
        }
    }
}
