using System.Runtime.InteropServices;
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
    private const string ClearScreen = "\e[H\e[2J";

    /// <summary>So often lines that come in a burst are shown; keys are shown at once.</summary>
    private static readonly TimeSpan FrameTime = TimeSpan.FromMilliseconds(20);

    private readonly ITerminal _terminal;
    private readonly Screen _screen;
    private readonly TimeProvider _time;
    private readonly KeyReader _keys;
    private readonly PromptText _text;
    private readonly ITimer _frameTimer;
    private readonly Channel<PromptInput> _typed = Channel.CreateUnbounded<PromptInput>();
    private readonly List<PosixSignalRegistration> _signals = [];

    // Guards everything below, the text, and the order of writes.
    private readonly Lock _gate = new();
    private string _label;
    private StyledText? _status;
    private Theme _theme;
    private long _framedAt;
    private long _lastKey;
    private bool _isFrameDue;
    private volatile bool _isAway;
    private volatile bool _closed;

    public EditingPrompt(ITerminal terminal, PromptOptions options, TimeProvider time)
    {
        (_terminal, _label, _theme, _time) = (terminal, options.Label, options.Theme, time);
        _screen = new Screen(terminal);
        _keys = new KeyReader(terminal);
        _text = new PromptText(options.Place, options.Complete, options.HistoryDirectory);
        _frameTimer = time.CreateTimer(_ => DrawDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _lastKey = time.GetTimestamp();

        // The first look for a key takes the terminal out of its own line editing: only then may anybody see the prompt.
        _ = terminal.IsKeyAvailable;
        Draw(EnablePaste);
        if (!OperatingSystem.IsWindows())
        {
            _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => Draw()));
            _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => Draw(EnablePaste)));

            _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTSTP, Suspend));
        }

        AppDomain.CurrentDomain.UnhandledException += Crash;
        new Thread(ReadKeys) { IsBackground = true, Name = "Terminal" }.Start();
    }

    /// <inheritdoc/>
    public override string Label
    {
        get => _label;
        set => Change(() => _label = value);
    }

    /// <inheritdoc/>
    public override StyledText? Status
    {
        get => _status;
        set => Change(() => _status = value);
    }

    /// <inheritdoc/>
    public override Theme Theme
    {
        get => _theme;
        set => Change(() => _theme = value);
    }

    /// <inheritdoc/>
    public override string Place => _text.Place;

    /// <inheritdoc/>
    public override long? LastKey => Volatile.Read(ref _lastKey);

    /// <inheritdoc/>
    public override bool IsPlain => false;

    /// <inheritdoc/>
    public override void GoTo(string place, string label) => Change(() =>
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

            Change(() => _text.SetText(text));
            return true;
        }
    }

    /// <inheritdoc/>
    public override void WriteLine(StyledText line) => Change(() =>
    {
        foreach (var row in line.Wrap(Math.Max(1, _terminal.Columns - 1)))
        {
            _screen.Append(row.ToTerminal(_theme));
        }
    });

    /// <inheritdoc/>
    public override void Notify(string sequence) => Draw(sequence);

    /// <inheritdoc/>
    public override IAsyncEnumerable<PromptInput> ReadAsync(CancellationToken cancellationToken) => _typed.Reader.ReadAllAsync(cancellationToken);

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        Clear();
        _closed = true;
        AppDomain.CurrentDomain.UnhandledException -= Crash;
        _frameTimer.Dispose();
        _signals.ForEach(signal => signal.Dispose());
        _typed.Writer.TryComplete();
        return default;
    }

    // What the runtime writes then is to be read, and the shell to be used.
    private void Crash(object sender, UnhandledExceptionEventArgs e) => Clear();

    /// <summary>Leaves the terminal to the shell, which must find neither the prompt nor paste brackets.</summary>
    private void Suspend(PosixSignalContext context)
    {
        context.Cancel = true;
        lock (_gate)
        {
            Clear();
            JobControl.Stop();
        }
    }

    /// <summary>Changes something, and shows it with the next frame.</summary>
    private void Change(Action change)
    {
        lock (_gate)
        {
            change();
            if (_isFrameDue)
            {
                return;
            }

            if (_time.GetElapsedTime(_framedAt) is var elapsed && elapsed < FrameTime)
            {
                _isFrameDue = true;
                _frameTimer.Change(FrameTime - elapsed, Timeout.InfiniteTimeSpan);
            }
            else
            {
                Draw();
            }
        }
    }

    private void DrawDue()
    {
        lock (_gate)
        {
            if (_isFrameDue)
            {
                Draw();
            }
        }
    }

    private void Draw(string control = "") => Write(() => _screen.Draw(PromptFooter.Layout(_text, _label, _status, _theme, _terminal.Columns, _terminal.Rows), control));

    private void Clear() => Write(() => _screen.Clear(DisablePaste));

    private void Write(Action write)
    {
        lock (_gate)
        {
            if (_closed || _isAway)
            {
                return;
            }

            try
            {
                write();
                _isFrameDue = false;
                _framedAt = _time.GetTimestamp();
            }
            catch (IOException)
            {
                // The terminal is gone (a closed window): nobody sees anything any more, and no more lines come.
                _closed = true;
                _typed.Writer.TryComplete();
            }
        }
    }

    private void ReadKeys()
    {
        try
        {
            while (!_closed)
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
                        Draw();
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
                Draw(ClearScreen);
                break;
            case PromptAct.End:
                return false;
        }

        return true;
    }

    /// <summary>Leaves the terminal to an editor. What comes meanwhile is shown afterwards.</summary>
    private void EditElsewhere()
    {
        Clear();
        _isAway = true;
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
            _isAway = false;
            _text.SetText(text);
            if (problem is not null)
            {
                _screen.Append(problem.ToTerminal(_theme));
            }

            Draw(EnablePaste);
        }
    }
}
