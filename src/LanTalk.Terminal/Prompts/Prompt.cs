using LanTalk.Protocol.Text;
using LanTalk.Terminal.Devices;
using LanTalk.Terminal.Styling;

namespace LanTalk.Terminal.Prompts;

/// <summary>A text that was typed.</summary>
/// <param name="Text">The text; its lines end with <c>\n</c>.</param>
/// <param name="Place">Where it was typed: the <see cref="Prompt.Place"/> at that moment.</param>
public readonly record struct PromptInput(string Text, string Place)
{
    /// <summary>Whether the start of the text was pasted, and not typed.</summary>
    public bool BeginsWithPaste { get; init; }
}

/// <summary>A key that leads to another place.</summary>
/// <param name="Number">From 1 to 9 for that one; 0 if it only says the direction.</param>
/// <param name="Step">1 for the next one, -1 for the one before.</param>
/// <param name="ToNews">Whether it skips the places where nothing is new.</param>
public sealed record PlaceKey(int Number, int Step, bool ToNews = false);

/// <summary>A text being typed below output that scrolls. Output may come from any thread and never garbles what is typed.</summary>
public abstract class Prompt : IAsyncDisposable
{
    /// <summary>Told, on the thread that reads keys, that the person wants to be at another place.</summary>
    public Action<PlaceKey>? PlaceKeyPressed { get; set; }

    /// <summary>
    /// Told, on the thread that reads keys, that Ctrl-C was pressed where nothing is typed. Where nobody listens, the process gets the signal that a
    /// terminal sends for it.
    /// </summary>
    public Action? InterruptPressed { get; set; }

    /// <summary>A prompt on this process's terminal; on a dumb one, plain lines.</summary>
    /// <param name="options">How it looks and behaves.</param>
    /// <param name="time">The clock.</param>
    public static Prompt Open(PromptOptions options, TimeProvider time) => options.IsPlain || TerminalCapabilities.IsDumb
        ? new PlainPrompt(Console.In, Console.Out)
        : new EditingPrompt(new ConsoleTerminal(), options, time);

    /// <summary>What stands before the text being typed.</summary>
    public abstract string Label { get; set; }

    /// <summary>One line about how things are; null for none.</summary>
    public abstract StyledText? Status { get; set; }

    /// <summary>How things look.</summary>
    public abstract Theme Theme { get; set; }

    /// <summary>How long the rest of a key may take that comes in pieces, as on a slow line.</summary>
    public abstract TimeSpan EscapeTimeout { get; set; }

    /// <summary>Where the person is. Each place has its own text being typed, and its own history.</summary>
    public abstract string Place { get; }

    /// <summary>When the last key was pressed, by the clock's timestamp; null where that cannot be known.</summary>
    public abstract long? LastKey { get; }

    /// <summary>Whether lines are only appended: nothing on the screen changes afterwards.</summary>
    public abstract bool IsPlain { get; }

    /// <summary>Goes to another place.</summary>
    /// <param name="place">Its name.</param>
    /// <param name="label">What stands before the text being typed there.</param>
    public abstract void GoTo(string place, string label);

    /// <summary>Puts a text to be edited, if nothing is being typed; false if something is.</summary>
    public abstract bool TryOffer(string text);

    /// <summary>Shows a line above the prompt.</summary>
    public abstract void WriteLine(StyledText line);

    /// <summary>Keeps a command that was typed in sight, above its answer; what is said is seen in the conversation anyway.</summary>
    public virtual void EchoCommand(string line) => WriteLine(new StyledText((Label + SafeText.Clean(line), Style.Dim)));

    /// <summary>Clears the screen, where there is more than appended lines.</summary>
    public abstract void ClearScreen();

    /// <summary>Calls for attention.</summary>
    /// <param name="sequence">A bell, or a sequence of the terminal's.</param>
    public abstract void Notify(string sequence);

    /// <summary>The texts that are typed; ends with Ctrl-D on an empty line, or when the terminal is gone. Read by one caller.</summary>
    public abstract IAsyncEnumerable<PromptInput> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Takes the prompt away and leaves the terminal as it was found.</summary>
    public abstract ValueTask DisposeAsync();

    /// <summary>Tells who listens; false if nobody does.</summary>
    protected bool Raise(PlaceKey key)
    {
        var told = PlaceKeyPressed;
        told?.Invoke(key);
        return told is not null;
    }
}
