using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace LanTalk.Client.Terminal;

/// <summary>
/// A prompt that edits its text itself. It owns the last rows of the terminal, as many as it needs; everything above belongs to the terminal's
/// own scroll-back.
/// </summary>
internal sealed class EditingPrompt : Prompt
{
    /// <summary>A paste of more lines asks before it is taken.</summary>
    public const int UnaskedLines = 5;

    private const string EnablePaste = "\e[?2004h";
    private const string DisablePaste = "\e[?2004l";
    private const string ClearScreen = "\e[H\e[2J";
    private const int MostInputRows = 10;

    /// <summary>So often lines that come in a burst are shown; keys are shown at once.</summary>
    private static readonly TimeSpan FrameTime = TimeSpan.FromMilliseconds(20);

    private readonly ITerminal _terminal;
    private readonly Screen _screen;
    private readonly TimeProvider _time;
    private readonly KeyReader _keys;
    private readonly LineEditor _editor = new();
    private readonly PlaceDrafts _drafts;
    private readonly TabCompletion _tab;
    private readonly ITimer _frameTimer;
    private readonly Channel<PromptInput> _typed = Channel.CreateUnbounded<PromptInput>();
    private readonly List<PosixSignalRegistration> _signals = [];

    // Guards everything below, the editor, and the order of writes.
    private readonly Lock _gate = new();
    private string _label;
    private StyledText? _status;
    private Theme _theme;
    private HistorySearch? _search;
    private string? _pasted;
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
        _drafts = new PlaceDrafts(_editor, options.HistoryDirectory);
        _drafts.GoTo(options.Place);
        _tab = new TabCompletion(_editor, options.Complete ?? (_ => Completions.None));
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
    public override string Place => _drafts.Place;

    /// <inheritdoc/>
    public override long? LastKey => Volatile.Read(ref _lastKey);

    /// <inheritdoc/>
    public override bool IsPlain => false;

    /// <inheritdoc/>
    public override void GoTo(string place, string label) => Change(() =>
    {
        if (place != _drafts.Place)
        {
            _search = null;
            _drafts.GoTo(place);
        }

        _label = label;
    });

    /// <inheritdoc/>
    public override bool TryOffer(string text)
    {
        lock (_gate)
        {
            if (_editor.Text.Length > 0 || _search is not null || _pasted is not null)
            {
                return false;
            }

            Change(() => _editor.SetText(text));
            return true;
        }
    }

    /// <inheritdoc/>
    public override void WriteLine(StyledText line) => Change(() => _screen.Append(line.ToTerminal(_theme)));

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

    private void Draw(string control = "") => Write(() => _screen.Draw(Layout(), control));

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

    private Footer Layout()
    {
        var (columns, height) = (_terminal.Columns, _terminal.Rows);
        var status = height < 4 ? null : _status;
        var rows = Math.Clamp(height - (status is null ? 1 : 2), 1, MostInputRows);
        var asked = _pasted is not null ? QuestionOf(_pasted) : _search is not null ? _search.Label + _search.Match : null;
        var input = asked is null
            ? InputLayout.Layout(_label, _editor.Text, _editor.Cursor, columns, rows)
            : InputLayout.Layout("", asked, asked.Length, columns, rows);
        return status is null ? input : new Footer([StatusRow(status, columns), .. input.Rows], input.CursorRow + 1, input.CursorColumn);
    }

    private FooterRow StatusRow(StyledText status, int columns)
    {
        var clipped = status.Clip(columns - 1);
        var width = TextWidth.Of(clipped.ToString());
        var rest = new StyledText((new string(' ', columns - 1 - width), Style.Status));
        return _theme == Theme.None
            ? new FooterRow(clipped.ToTerminal(_theme), width)
            : new FooterRow(clipped.ToTerminal(_theme) + rest.ToTerminal(_theme), columns - 1);
    }

    private static string QuestionOf(string pasted) => $"Paste {LinesOf(pasted)} lines, to be sent as so many messages? (y/n) ";

    private static int LinesOf(string text) => text.Count(c => c == '\n') + 1;

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
        if (input.Kind != KeyInputKind.Complete)
        {
            _tab.Reset();
        }

        if (_pasted is not null)
        {
            Answer(input);
            return true;
        }

        if (_search is not null && Search(input, _search))
        {
            return true;
        }

        return Edit(input);
    }

    private bool Edit(KeyInput input)
    {
        switch (input.Kind)
        {
            case KeyInputKind.Text:
                _editor.Insert(input.Text);
                break;
            case KeyInputKind.Paste when LinesOf(input.Text) > UnaskedLines:
                _pasted = input.Text;
                break;
            case KeyInputKind.Paste:
                _editor.Insert(input.Text);
                break;
            case KeyInputKind.NewLine:
                _editor.Insert("\n");
                break;
            case KeyInputKind.Edit:
                _editor.Apply(input.Key);
                break;
            case KeyInputKind.NextRoom:
                _editor.Apply(EditKey.NextLine);
                break;
            case KeyInputKind.PreviousRoom:
                _editor.Apply(EditKey.PreviousLine);
                break;
            case KeyInputKind.Submit:
                _typed.Writer.TryWrite(new PromptInput(_editor.Submit(), _drafts.Place));
                break;
            case KeyInputKind.Complete:
                foreach (var candidate in _tab.Press())
                {
                    WriteLine(new StyledText(($"  {candidate.Text.Trim()}", Style.Default), (candidate.Hint is null ? "" : $"  {candidate.Hint}", Style.Dim)));
                }

                break;
            case KeyInputKind.ClearScreen:
                Draw(ClearScreen);
                break;
            case KeyInputKind.Search:
                _search = new HistorySearch(_editor.History, _editor.Text);
                break;
            case KeyInputKind.EndOfInput when _editor.Text.Length == 0:
                return false;
            case KeyInputKind.EndOfInput:
                _editor.Apply(EditKey.Delete);
                break;
        }

        return true;
    }

    /// <summary>Takes what was pasted, or not; anything but yes and no asks on.</summary>
    private void Answer(KeyInput input)
    {
        switch (input)
        {
            case { Kind: KeyInputKind.Text, Text: "y" or "Y" }:
                _editor.Insert(_pasted!);
                _pasted = null;
                break;
            case { Kind: KeyInputKind.Text, Text: "n" or "N" } or { Kind: KeyInputKind.Cancel or KeyInputKind.EndOfInput }:
                _pasted = null;
                break;
        }
    }

    /// <summary>What a key does while the history is searched; false if it takes what was found, and then does what it does anyway.</summary>
    private bool Search(KeyInput input, HistorySearch search)
    {
        switch (input.Kind)
        {
            case KeyInputKind.Text:
                search.Narrow(input.Text);
                return true;
            case KeyInputKind.Search:
                search.Older();
                return true;
            case KeyInputKind.Edit when input.Key == EditKey.DeleteBack:
                search.Widen();
                return true;
            case KeyInputKind.Cancel:
                _search = null;
                return true;
        }

        _search = null;
        _editor.SetText(search.Match);
        return false;
    }

    /// <summary>Leaves the terminal to an editor. What comes meanwhile is shown afterwards.</summary>
    private void EditElsewhere()
    {
        Clear();
        _isAway = true;
        StyledText? problem = null;
        var text = _editor.Text;
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
            _editor.SetText(text);
            if (problem is not null)
            {
                _screen.Append(problem.ToTerminal(_theme));
            }

            Draw(EnablePaste);
        }
    }
}
