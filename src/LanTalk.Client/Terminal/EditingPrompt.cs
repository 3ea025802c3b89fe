using System.Runtime.InteropServices;
using System.Text;
using System.Threading.Channels;

namespace LanTalk.Client.Terminal;

/// <summary>
/// A prompt that edits its line itself. It owns one row, the last one; everything above belongs to the terminal's own
/// scroll-back. Each change is one write, so that no half-drawn state is ever seen.
/// </summary>
internal sealed class EditingPrompt : Prompt
{
    // Synchronized output (DEC private mode 2026) hides the drawing where the terminal knows it; others ignore it.
    private const string BeginFrame = "\e[?2026h";
    private const string EndFrame = "\e[?2026l";
    private const string EnablePaste = "\e[?2004h";
    private const string DisablePaste = "\e[?2004l";
    private const string ClearBelow = "\r\e[J";

    private readonly ITerminal _terminal;
    private readonly Completer? _complete;
    private readonly bool _color;
    private readonly KeyReader _keys;
    private readonly LineEditor _editor = new();
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly List<PosixSignalRegistration> _signals = [];

    // Guards everything below, the editor, and the order of writes.
    private readonly Lock _gate = new();
    private string _label;
    private PromptRow _shown;
    private volatile bool _closed;

    public EditingPrompt(ITerminal terminal, string label, Completer? complete, bool color)
    {
        (_terminal, _label, _complete, _color) = (terminal, label, complete, color);
        _keys = new KeyReader(terminal);

        // The first look for a key takes the terminal out of its own line editing: only then may anybody see the prompt.
        _ = terminal.IsKeyAvailable;
        Draw(EnablePaste);
        if (!OperatingSystem.IsWindows())
        {
            _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => Draw()));
            _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => Draw(EnablePaste)));

            // The shell that takes over must not find paste brackets on.
            _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTSTP, _ => Draw(DisablePaste)));
        }

        new Thread(ReadKeys) { IsBackground = true, Name = "Terminal" }.Start();
    }

    /// <inheritdoc/>
    public override string Label
    {
        get => _label;
        set
        {
            lock (_gate)
            {
                _label = value;
                Draw();
            }
        }
    }

    /// <inheritdoc/>
    public override void WriteLine(StyledText line) => Draw($"{line.ToTerminal(_color)}\r\n");

    /// <inheritdoc/>
    public override void Bell() => Draw("\a");

    /// <inheritdoc/>
    public override IAsyncEnumerable<string> ReadLinesAsync(CancellationToken cancellationToken) => _lines.Reader.ReadAllAsync(cancellationToken);

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (!_closed)
            {
                Write($"{ToRowStart()}{ClearBelow}{DisablePaste}");
                _closed = true;
            }
        }

        _signals.ForEach(signal => signal.Dispose());
        _lines.Writer.TryComplete();
        return default;
    }

    /// <summary>Replaces the prompt's row by <paramref name="output"/> and the prompt as it is now.</summary>
    private void Draw(string output = "")
    {
        lock (_gate)
        {
            if (_closed)
            {
                return;
            }

            var frame = new StringBuilder(BeginFrame).Append(ToRowStart()).Append(ClearBelow).Append(output);
            _shown = PromptRow.Layout(_label, _editor.Text, _editor.Cursor, _terminal.Columns);
            frame.Append(_shown.Text).Append('\r');
            if (_shown.CursorColumn > 0)
            {
                frame.Append($"\e[{_shown.CursorColumn}C");
            }

            Write(frame.Append(EndFrame).ToString());
        }
    }

    /// <summary>
    /// Moves up to the row's start. A terminal made narrower has wrapped the row, and the cursor stands in a lower one.
    /// </summary>
    private string ToRowStart()
    {
        var wrapped = _shown.CursorColumn / _terminal.Columns;
        return wrapped > 0 ? $"\e[{wrapped}A" : "";
    }

    private void Write(string text)
    {
        try
        {
            _terminal.Write(text);
        }
        catch (IOException)
        {
            // The terminal is gone (a closed window): nobody sees anything any more, and no more lines come.
            _closed = true;
            _lines.Writer.TryComplete();
        }
    }

    private void ReadKeys()
    {
        try
        {
            while (!_closed)
            {
                var input = _keys.Read();
                lock (_gate)
                {
                    if (!Handle(input))
                    {
                        break;
                    }

                    // A burst of keys is drawn once.
                    if (!_terminal.IsKeyAvailable)
                    {
                        Draw();
                    }
                }
            }
        }
        catch (IOException)
        {
            // The terminal is gone, which ends its lines.
        }

        _lines.Writer.TryComplete();
    }

    /// <summary>Does what was asked for; false at the end of input.</summary>
    private bool Handle(KeyInput input)
    {
        switch (input.Kind)
        {
            case KeyInputKind.Text:
                _editor.Insert(input.Text);
                break;
            case KeyInputKind.Edit:
                _editor.Apply(input.Key);
                break;
            case KeyInputKind.Submit:
                _lines.Writer.TryWrite(_editor.Submit());
                break;
            case KeyInputKind.Complete:
                Complete();
                break;
            case KeyInputKind.ClearScreen:
                Draw("\e[H\e[2J");
                break;
            case KeyInputKind.EndOfInput when _editor.Text.Length == 0:
                return false;
            case KeyInputKind.EndOfInput:
                _editor.Apply(EditKey.Delete);
                break;
        }

        return true;
    }

    /// <summary>Completes the word before the cursor as far as it is certain; where several fit, lists them.</summary>
    private void Complete()
    {
        var before = _editor.BeforeCursor;
        if (_complete?.Invoke(before) is not { Count: > 0 } candidates)
        {
            return;
        }

        var word = before.Length - (before.LastIndexOf(' ') + 1);
        var common = candidates.Aggregate(CommonPrefix);
        if (common.Length > word)
        {
            _editor.ReplaceBeforeCursor(word, common);
        }
        else if (candidates.Count > 1)
        {
            WriteLine(new StyledText((string.Join("  ", candidates.Select(candidate => candidate.Trim())), Style.Dim)));
        }
    }

    private static string CommonPrefix(string one, string other)
    {
        var length = 0;
        while (length < one.Length && length < other.Length && char.ToLowerInvariant(one[length]) == char.ToLowerInvariant(other[length]))
        {
            length++;
        }

        return one[..length];
    }
}
