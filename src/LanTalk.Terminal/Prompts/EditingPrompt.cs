using System.Threading.Channels;
using LanTalk.Terminal.Devices;
using LanTalk.Terminal.Drawing;
using LanTalk.Terminal.Editing;
using LanTalk.Terminal.Keys;
using LanTalk.Terminal.Styling;

namespace LanTalk.Terminal.Prompts;

/// <summary>
/// A prompt that edits its text itself. It owns the last rows of the terminal, as many as it needs; everything above belongs to the terminal's
/// own scroll-back. It joins the keys, the text and the screen, and minds what else concerns the terminal: its size, the shell, its end.
/// </summary>
internal sealed class EditingPrompt : Prompt
{
    private const string EnablePaste = "\e[?2004h";
    private const string DisablePaste = "\e[?2004l";
    private const string Clearing = "\e[H\e[2J";

    private readonly ITerminal _terminal;
    private readonly Screen _screen;
    private readonly TimeProvider _time;
    private readonly KeyReader _keys;
    private readonly PromptText _text;
    private readonly FramePacer _frames;
    private readonly ShellSignals _signals;
    private readonly Channel<PromptInput> _typed = Channel.CreateUnbounded<PromptInput>();

    // Guards everything below, the text, and the order of writes.
    private readonly Lock _gate = new();
    private string _label;
    private StyledText? _status;
    private Theme _theme;
    private long _lastKey;

    public EditingPrompt(ITerminal terminal, PromptOptions options, TimeProvider time)
    {
        (_terminal, _label, _theme, _time) = (terminal, options.Label, options.Theme, time);
        _screen = new Screen(terminal);
        _keys = new KeyReader(terminal);
        _text = new PromptText(options.Place, options.Complete, options.HistoryDirectory);
        _frames = new FramePacer(_screen, Layout, _gate, time, gone: () => _typed.Writer.TryComplete());
        _lastKey = time.GetTimestamp();

        // The first look for a key takes the terminal out of its own line editing: only then may anybody see the prompt.
        _ = terminal.IsKeyAvailable;
        _frames.Draw(EnablePaste);

        // The shell must find neither the prompt nor paste brackets.
        _signals = new ShellSignals(_gate, resized: () => _frames.Draw(), leave: () => _frames.Clear(DisablePaste), returned: () => _frames.Draw(EnablePaste));
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
    public override string Place => _text.Place;

    /// <inheritdoc/>
    public override long? LastKey => Volatile.Read(ref _lastKey);

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
    public override void WriteLine(StyledText line) => _frames.Change(() =>
    {
        foreach (var row in line.Wrap(Math.Max(1, _terminal.Columns - 1)))
        {
            _screen.Append(row.ToTerminal(_theme));
        }
    });

    /// <inheritdoc/>
    public override void ClearScreen() => _frames.Draw(Clearing);

    /// <inheritdoc/>
    public override void Notify(string sequence) => _frames.Draw(sequence);

    /// <inheritdoc/>
    public override IAsyncEnumerable<PromptInput> ReadAsync(CancellationToken cancellationToken) => _typed.Reader.ReadAllAsync(cancellationToken);

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _frames.Clear(DisablePaste);
        _frames.Dispose();
        _signals.Dispose();
        _typed.Writer.TryComplete();
        return default;
    }

    private Footer Layout() => PromptFooter.Layout(_text, _label, _status, _theme, _terminal.Columns, _terminal.Rows);

    private void ReadKeys()
    {
        try
        {
            while (!_frames.IsClosed)
            {
                var input = _keys.Read();
                Volatile.Write(ref _lastKey, _time.GetTimestamp());
                if (input.Kind == KeyInputKind.OpenEditor)
                {
                    EditElsewhere();
                    continue;
                }

                if (TryGoElsewhere(input))
                {
                    continue;
                }

                lock (_gate)
                {
                    if (!Handle(input))
                    {
                        break;
                    }

                    // A burst of keys is drawn once.
                    if (!_terminal.IsKeyAvailable)
                    {
                        _frames.Draw();
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

    /// <summary>Keys that lead elsewhere. Told without the gate: who is told has a lock of its own, and shows things here.</summary>
    private bool TryGoElsewhere(KeyInput input) => input.Kind switch
    {
        KeyInputKind.Room => Raise(new PlaceKey(input.Number, 0)),
        KeyInputKind.NextRoom => Raise(new PlaceKey(0, 1)),
        KeyInputKind.PreviousRoom => Raise(new PlaceKey(0, -1)),
        KeyInputKind.NextNews => Raise(new PlaceKey(0, 1, ToNews: true)),
        _ => false,
    };

    /// <summary>Does what was asked for; false at the end of input.</summary>
    private bool Handle(KeyInput input)
    {
        switch (_text.Handle(input))
        {
            case PromptAct.Submit:
                _typed.Writer.TryWrite(new PromptInput(_text.Submitted, _text.Place));
                break;
            case PromptAct.List:
                foreach (var candidate in _text.Listed)
                {
                    WriteLine(new StyledText(($"  {candidate.Text.Trim()}", Style.Default), (candidate.Hint is null ? "" : $"  {candidate.Hint}", Style.Dim)));
                }

                break;
            case PromptAct.ClearScreen:
                ClearScreen();
                break;
            case PromptAct.End:
                return false;
        }

        return true;
    }

    /// <summary>Leaves the terminal to an editor. What comes meanwhile is shown afterwards.</summary>
    private void EditElsewhere()
    {
        _frames.Clear(DisablePaste);
        _frames.IsAway = true;
        StyledText? problem = null;
        var text = _text.Text;
        try
        {
            text = ExternalEditor.Edit(text);
        }
        catch (IOException e)
        {
            problem = new StyledText((e.Message, Style.Error));
        }

        lock (_gate)
        {
            _frames.IsAway = false;
            _text.SetText(text);
            if (problem is not null)
            {
                _screen.Append(problem.ToTerminal(_theme));
            }

            _frames.Draw(EnablePaste);
        }
    }
}
