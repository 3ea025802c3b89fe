using LanTalk.Cli.Exits;

namespace LanTalk.Cli.Terminals;

/// <summary>Asks a person at the terminal.</summary>
internal static class Question
{
    /// <summary>Asks in a way that ends when the process is asked to. The read of a terminal cannot be cancelled: it is left behind.</summary>
    public static Task<T> AskAsync<T>(Func<T> ask, CancellationToken stopping) => Task.Run(ask, stopping).WaitAsync(stopping);

    /// <summary>The answer to a question, trimmed.</summary>
    /// <exception cref="ToolException">The input ended.</exception>
    public static string Ask(string question)
    {
        Console.Out.Write(question);
        return Console.In.ReadLine()?.Trim() ?? throw new ToolException(ExitCode.Usage, "The input ended before the question was answered.");
    }

    /// <summary>The answer, or <paramref name="suggestion"/> for an empty one.</summary>
    public static string Ask(string question, string suggestion) => Ask($"{question} [{suggestion}]: ") is { Length: > 0 } answer ? answer : suggestion;
}
