using LanTalk.Protocol.Text;
using LanTalk.Terminal.Devices;
using LanTalk.Terminal.Keys;
using LanTalk.Terminal.Styling;

namespace LanTalk.Terminal.Prompts;

/// <summary>A typed text.</summary>
/// <param name="Text">The text; its lines end with <c>\n</c>.</param>
/// <param name="Place">Its place: the <see cref="Prompt.Place"/> at that moment.</param>
public readonly record struct PromptInput(string Text, string Place)
{
    /// <summary>Whether the start of the text was pasted, not typed.</summary>
    public bool BeginsWithPaste { get; init; }
}

/// <summary>A key that leads to another place.</summary>
/// <param name="Number">From 1 to 9 for the place of that number; 0 for a step.</param>
/// <param name="Step">1 for the next one, -1 for the one before.</param>
/// <param name="ToNews">Whether it skips places without unread messages.</param>
public sealed record PlaceKey(int Number, int Step, bool ToNews = false)
{
    /// <summary>The one that was pressed; null if it was another key.</summary>
    internal static PlaceKey? Of(KeyInput input) => input.Kind switch
    {
        KeyInputKind.Room => new PlaceKey(input.Number, 0),
        KeyInputKind.NextRoom => new PlaceKey(0, 1),
        KeyInputKind.PreviousRoom => new PlaceKey(0, -1),
        KeyInputKind.NextNews => new PlaceKey(0, 1, ToNews: true),
        _ => null,
    };
}

/// <summary>A text being typed below output that scrolls. Output may come from any thread and never garbles the text.</summary>
public abstract class Prompt : IAsyncDisposable
{
    /// <summary>Called on the thread that reads keys when a key leads to another place.</summary>
    public Action<PlaceKey>? PlaceKeyPressed { get; set; }

    /// <summary>
    /// Called on any thread when Ctrl-C was pressed while no text is being typed; a plain prompt cannot tell, and calls it for every press. If it is null,
    /// the process gets the signal that a terminal sends for that key.
    /// </summary>
    public Action? InterruptPressed { get; set; }

    /// <summary>A prompt on this process's terminal; on a dumb one, plain lines.</summary>
    /// <param name="options">How it looks and behaves.</param>
    /// <param name="time">The clock.</param>
    public static Prompt Open(PromptOptions options, TimeProvider time) => options.IsPlain || TerminalCapabilities.IsDumb
        ? new PlainPrompt(StandardInput.OpenLines(), Console.Out, takesInterrupts: !Console.IsOutputRedirected)
        : new EditingPrompt(new ConsoleTerminal(), options, time);

    /// <summary>The label before the text being typed.</summary>
    public abstract string Label { get; set; }

    /// <summary>The status line; null for none.</summary>
    public abstract StyledText? Status { get; set; }

    /// <summary>The colours and styles.</summary>
    public abstract Theme Theme { get; set; }

    /// <summary>How long to wait for the rest of a key that arrives in pieces, as on a slow line.</summary>
    public abstract TimeSpan EscapeTimeout { get; set; }

    /// <summary>The current place. Each place has a draft and a history of its own.</summary>
    public abstract string Place { get; }

    /// <summary>When the last key was pressed, by the clock's timestamp; null if that cannot be known.</summary>
    public abstract long? LastKey { get; }

    /// <summary>How many columns there are for a line; no limit where the output is no terminal.</summary>
    public virtual int Columns => int.MaxValue;

    /// <summary>Whether lines are only appended: nothing on the screen changes afterwards.</summary>
    public abstract bool IsPlain { get; }

    /// <summary>Goes to another place.</summary>
    /// <param name="place">Its name.</param>
    /// <param name="label">The label before the text being typed there.</param>
    public abstract void GoTo(string place, string label);

    /// <summary>Offers a text to be edited; false if another one is being typed.</summary>
    public abstract bool TryOffer(string text);

    /// <summary>Shows a line above the prompt.</summary>
    public abstract void WriteLine(StyledText line);

    /// <summary>Shows a picture above the prompt; false if the terminal takes none, or this one is damaged, too large, or of a kind that is not read.</summary>
    /// <param name="png">The bytes of a PNG, from anybody.</param>
    public virtual bool TryShowPicture(ReadOnlyMemory<byte> png) => false;

    /// <summary>Keeps a typed command in sight, above its answer; a message is seen in the conversation anyway.</summary>
    public virtual void EchoCommand(string line) => WriteLine(new StyledText((Label + SafeText.Clean(line), Style.Dim)));

    /// <summary>Clears the screen, unless lines are only appended.</summary>
    public abstract void ClearScreen();

    /// <summary>Calls for attention.</summary>
    /// <param name="sequence">A bell, or a sequence of the terminal's.</param>
    public abstract void Notify(string sequence);

    /// <summary>The typed texts; ends with Ctrl-D on an empty line, or when the terminal is gone. Read by one caller.</summary>
    public abstract IAsyncEnumerable<PromptInput> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Removes the prompt and leaves the terminal as it was found.</summary>
    public abstract ValueTask DisposeAsync();

    /// <summary>Calls the subscriber; false if there is none.</summary>
    protected bool Raise(PlaceKey key)
    {
        var told = PlaceKeyPressed;
        told?.Invoke(key);
        return told is not null;
    }
}
