using LanTalk.Protocol.Text;

namespace LanTalk.Client.Terminal;

/// <summary>Given what stands before the cursor, the texts that its last word can become.</summary>
public delegate IReadOnlyList<string> Completer(string textBeforeCursor);

/// <summary>A line being typed below output that scrolls. Output may come from any thread and never garbles the line.</summary>
public abstract class Prompt : IAsyncDisposable
{
    /// <summary>A prompt on this process's terminal; on a dumb one, plain lines.</summary>
    /// <param name="label">What stands before the line being typed.</param>
    /// <param name="complete">Completes words on Tab.</param>
    public static Prompt Open(string label, Completer? complete = null) => TerminalCapabilities.IsDumb
        ? new PlainPrompt(Console.In, Console.Out)
        : new EditingPrompt(new ConsoleTerminal(), label, complete, TerminalCapabilities.UseColor);

    /// <summary>What stands before the line being typed.</summary>
    public abstract string Label { get; set; }

    /// <summary>Shows a line above the prompt.</summary>
    public abstract void WriteLine(StyledText line);

    /// <summary>Keeps a command that was typed in sight, above its answer; what is said is seen in the conversation anyway.</summary>
    public virtual void EchoCommand(string line)
    {
        if (line.StartsWith('/') && !line.StartsWith("//", StringComparison.Ordinal))
        {
            WriteLine(new StyledText((Label + SafeText.Clean(line), Style.Dim)));
        }
    }

    /// <summary>Rings the terminal's bell.</summary>
    public abstract void Bell();

    /// <summary>The lines that are typed; ends with Ctrl-D on an empty line, or when the terminal is gone. Read by one caller.</summary>
    public abstract IAsyncEnumerable<string> ReadLinesAsync(CancellationToken cancellationToken);

    /// <summary>Takes the prompt away and leaves the terminal as it was found.</summary>
    public abstract ValueTask DisposeAsync();
}
