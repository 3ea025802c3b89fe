using System.Threading.Channels;
using LanTalk.Protocol.Text;
using LanTalk.Terminal.Devices;
using LanTalk.Terminal.Drawing;
using LanTalk.Terminal.Editing;
using LanTalk.Terminal.Keys;
using LanTalk.Terminal.Pictures;
using LanTalk.Terminal.Styling;

namespace LanTalk.Terminal.Prompts;

/// <summary>
/// A prompt that edits its text itself. It owns the last rows of the terminal, as many as it needs; everything above belongs to the terminal's own
/// scroll-back. It joins the keys, the text and the screen, and handles the terminal's other events: a new size, the shell, its end.
/// </summary>
internal sealed class EditingPrompt : Prompt
{
    private const string EnablePaste = "\e[?2004h";
    private const string DisablePaste = "\e[?2004l";
    private const string Clearing = "\e[H\e[2J";

    private readonly ITerminal _terminal;
    private readonly Screen _screen;
    private readonly TimeProvider _time;
    private readonly PromptKeys _keys;
    private readonly PromptText _text;
    private readonly FrameDrawer _frames;
    private readonly ShellSignals _signals;
    private readonly Channel<PromptInput> _typed = Channel.CreateUnbounded<PromptInput>();

    // Guards everything below, the text and the screen. Not held while writing to the terminal.
    private readonly Lock _gate = new();
    private string _label;
    private StyledText? _status;
    private Theme _theme;
    private TextWidth _widths = TextWidth.Wcwidth;
    private long _lastKey;

    public EditingPrompt(ITerminal terminal, PromptOptions options, TimeProvider time)
    {
        (_terminal, _label, _theme, _time) = (terminal, options.Label, options.Theme, time);
        _screen = new Screen();
        _keys = new PromptKeys(terminal, time, Measured, options.AsksForPictures) { EscapeTimeout = options.EscapeTimeout };
        _text = new PromptText(options.Place, options.Complete, options.HistoryDirectory);
        _frames = new FrameDrawer(terminal, _screen, Layout, _gate, time, gone: () => _typed.Writer.TryComplete());
        _lastKey = time.GetTimestamp();

        // The first check for a key takes the terminal out of its own line editing: only then may the prompt be seen.
        terminal.TakesSignalKeys = true;
        _ = terminal.WaitForInput(TimeSpan.Zero);
        _frames.Draw(EnablePaste + _keys.QuestionsFor(terminal.Columns));

        // The shell must find neither the prompt nor paste brackets.
        _signals = new ShellSignals(resized: () => _frames.Draw(), leave: () => _frames.Leave(DisablePaste), returned: () => _frames.Return(EnablePaste));
        new Thread(ReadKeys) { IsBackground = true, Name = "Terminal" }.Start();
    }

    /// <inheritdoc/>
    public override string Label
    {
        get => _label;
        set => _frames.Change(() => _label = value);
    }

    /// <inheritdoc/>
    public override StyledText? Status
    {
        get => _status;
        set => _frames.Change(() => _status = value);
    }

    /// <inheritdoc/>
    public override Theme Theme
    {
        get => _theme;
        set => _frames.Change(() => _theme = value);
    }

    /// <inheritdoc/>
    public override TimeSpan EscapeTimeout
    {
        get => _keys.EscapeTimeout;
        set => _keys.EscapeTimeout = value;
    }

    /// <inheritdoc/>
    public override string Place => _text.Place;

    /// <inheritdoc/>
    public override long? LastKey => Volatile.Read(ref _lastKey);

    /// <inheritdoc/>
    public override int Columns => _terminal.Columns;

    /// <inheritdoc/>
    public override bool IsPlain => false;

    /// <inheritdoc/>
    public override void GoTo(string place, string label) => _frames.Change(() =>
    {
        _text.GoTo(place);
        _label = label;
    });

    /// <inheritdoc/>
    public override bool TryOffer(string text)
    {
        lock (_gate)
        {
            if (!_text.IsEmpty)
            {
                return false;
            }

            _frames.Change(() => _text.SetText(text));
            return true;
        }
    }

    /// <inheritdoc/>
    public override void WriteLine(StyledText line)
    {
        _frames.WaitForRoom();
        _frames.Change(() => Append(line));
    }

    /// <inheritdoc/>
    public override bool TryShowPicture(ReadOnlyMemory<byte> png)
    {
        if (PictureText.Of(png, _keys.Pictures, _terminal.Columns) is not { } text)
        {
            return false;
        }

        _frames.WaitForRoom();
        _frames.Change(() => _screen.Append(text));
        return true;
    }

    /// <inheritdoc/>
    public override void ClearScreen() => _frames.Draw(Clearing);

    /// <inheritdoc/>
    public override void Notify(string sequence) => _frames.Draw(sequence);

    /// <inheritdoc/>
    public override IAsyncEnumerable<PromptInput> ReadAsync(CancellationToken cancellationToken) => _typed.Reader.ReadAllAsync(cancellationToken);

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _keys.WaitForAnswersAsync();
        _frames.Leave(DisablePaste);
        _frames.Dispose();
        _signals.Dispose();
        _terminal.TakesSignalKeys = false;
        _typed.Writer.TryComplete();
    }

    private Footer Layout() => PromptFooter.Layout(_text, _label, _status, _theme, _terminal.Columns, _terminal.Rows, _widths);

    private void Append(StyledText line)
    {
        foreach (var row in line.Wrap(Math.Max(1, _terminal.Columns - 1), _widths))
        {
            _screen.Append(row.ToTerminal(_theme));
        }
    }

    private void ReadKeys()
    {
        try
        {
            while (!_frames.IsClosed)
            {
                // A burst of keys is drawn once.
                var input = _keys.Read(idle: () => _frames.Draw());
                Volatile.Write(ref _lastKey, _time.GetTimestamp());
                lock (_gate)
                {
                    _text.KeyPressed(input.Kind);
                }

                if (!TryControl(input) && !TryGoElsewhere(input))
                {
                    lock (_gate)
                    {
                        Handle(input);
                    }
                }
            }
        }
        catch (IOException)
        {
            // The terminal is gone, which ends its lines.
        }

        _typed.Writer.TryComplete();
    }

    private void Measured(TextWidth widths)
    {
        lock (_gate)
        {
            _widths = widths;
        }
    }

    /// <summary>Keys that the terminal itself would normally act on, and the one that gives it to another program.</summary>
    private bool TryControl(KeyInput input)
    {
        switch (input.Kind)
        {
            case KeyInputKind.Interrupt:
                Interrupt();
                return true;
            case KeyInputKind.Suspend when !OperatingSystem.IsWindows():
                _keys.ReadAnswers();
                _signals.Stop();
                return true;
            case KeyInputKind.Quit when !OperatingSystem.IsWindows():
                JobControl.Quit();
                return true;
            case KeyInputKind.OpenEditor:
                _keys.ReadAnswers();
                EditElsewhere();
                return true;
            default:
                return false;
        }
    }

    /// <summary>Ctrl-C clears the text. If there is none, the subscriber is told or, without one, the process gets the usual signal.</summary>
    private void Interrupt()
    {
        bool wasEmpty;
        lock (_gate)
        {
            wasEmpty = _text.IsEmpty;
            _text.Abandon();
        }

        if (wasEmpty && InterruptPressed is { } told)
        {
            told();
        }
        else if (wasEmpty)
        {
            JobControl.Interrupt();
        }
    }

    /// <summary>Keys that lead elsewhere. Raised without the gate: the subscriber has a lock of its own, and shows things here.</summary>
    private bool TryGoElsewhere(KeyInput input) => PlaceKey.Of(input) is { } key && Raise(key);

    /// <summary>Carries out an act. After the end of input, only Ctrl-C and the like are still of use.</summary>
    private void Handle(KeyInput input)
    {
        switch (_text.Handle(input))
        {
            case PromptAct.Submit:
                _typed.Writer.TryWrite(new PromptInput(_text.Submitted, _text.Place) { BeginsWithPaste = _text.SubmittedPaste });
                break;
            case PromptAct.Refuse:
                Append(new StyledText(($"Not pasted: it has more than {PasteReader.MostCharacters} characters.", Style.Error)));
                break;
            case PromptAct.ClearScreen:
                ClearScreen();
                break;
            case PromptAct.End:
                _typed.Writer.TryComplete();
                break;
        }
    }

    /// <summary>Leaves the terminal to an editor. Lines that arrive in the meantime are shown afterwards.</summary>
    private void EditElsewhere()
    {
        string text;
        lock (_gate)
        {
            text = _text.Text;
        }

        _frames.Leave(DisablePaste);
        (text, var problem) = ExternalEditor.TryEdit(text);
        lock (_gate)
        {
            _text.SetText(TabStops.Expand(text));
            if (problem is not null)
            {
                Append(new StyledText((problem, Style.Error)));
            }
        }

        _frames.Return(EnablePaste);
    }
}
