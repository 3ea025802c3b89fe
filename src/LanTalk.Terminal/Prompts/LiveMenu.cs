using LanTalk.Protocol.Text;
using LanTalk.Terminal.Devices;
using LanTalk.Terminal.Drawing;
using LanTalk.Terminal.Editing;
using LanTalk.Terminal.Keys;
using LanTalk.Terminal.Styling;

namespace LanTalk.Terminal.Prompts;

/// <summary>One item of a menu.</summary>
/// <param name="Key">Identifies it, also while others come and go.</param>
/// <param name="Text">Its text.</param>
public sealed record MenuItem(string Key, string Text);

/// <summary>A person's choice.</summary>
/// <param name="Key">The item; null if a text was typed instead.</param>
/// <param name="Typed">The typed text.</param>
public sealed record MenuChoice(string? Key, string? Typed);

/// <summary>
/// A menu whose items may change while it is open: arrows or a number and Enter choose, and other text may be typed. When it closes, it leaves one
/// line behind.
/// </summary>
public sealed class LiveMenu : IDisposable
{
    private readonly ITerminal _terminal;
    private readonly Screen _screen = new();
    private readonly FrameDrawer _frames;
    private readonly Theme _theme;
    private readonly string _title;
    private readonly Func<string, int, string?> _problemOf;
    private readonly LineEditor _editor = new();
    private readonly TaskCompletionSource<MenuChoice?> _choice = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Guards everything below, the editor and the screen. Nobody writes to the terminal with it.
    private readonly Lock _gate = new();
    private IReadOnlyList<MenuItem> _items = [];
    private string? _marked;
    private string? _problem;
    private bool _isClosed;

    internal LiveMenu(ITerminal terminal, string title, Theme theme, Func<string, int, string?> problemOf, TimeProvider time)
    {
        (_terminal, _title, _theme, _problemOf) = (terminal, title, theme, problemOf);
        _frames = new FrameDrawer(terminal, _screen, Layout, _gate, time, gone: () => _choice.TrySetResult(null));
        _ = terminal.WaitForInput(TimeSpan.Zero); // takes the terminal out of its own line editing
        new Thread(ReadKeys) { IsBackground = true, Name = "Menu" }.Start();
    }

    /// <summary>A menu on this process's terminal.</summary>
    /// <param name="title">Says what is to be chosen.</param>
    /// <param name="theme">How it looks.</param>
    /// <param name="problemOf">Why a typed text cannot be chosen, given the number of items; null if it can.</param>
    /// <param name="time">The clock.</param>
    public static LiveMenu Open(string title, Theme theme, Func<string, int, string?> problemOf, TimeProvider time) =>
        new(new ConsoleTerminal(), title, theme, problemOf, time);

    /// <summary>The person's choice; null if the person cancels.</summary>
    public Task<MenuChoice?> Choice => _choice.Task;

    /// <summary>Replaces the items.</summary>
    public void Update(IReadOnlyList<MenuItem> items) => _frames.Change(() =>
    {
        _items = items;
        if (_items.All(item => item.Key != _marked))
        {
            _marked = _items.Count > 0 ? _items[0].Key : null;
        }
    });

    /// <inheritdoc/>
    public void Dispose() => Close(null);

    private void ReadKeys()
    {
        var keys = new KeyReader(_terminal);
        try
        {
            while (!_choice.Task.IsCompleted)
            {
                var input = keys.Read();
                bool isOver;
                MenuChoice? choice;
                lock (_gate)
                {
                    isOver = Handle(input, out choice);
                }

                if (isOver)
                {
                    Close(choice);
                }

                _frames.Draw();
            }
        }
        catch (IOException)
        {
            Close(null); // the terminal is gone
        }
    }

    /// <summary>Does what a key asks for; whether the menu is over then.</summary>
    private bool Handle(KeyInput input, out MenuChoice? choice)
    {
        (_problem, choice) = (null, null);
        switch (input)
        {
            case { Kind: KeyInputKind.Edit, Key: EditKey.PreviousLine }:
                Step(-1);
                break;
            case { Kind: KeyInputKind.Edit, Key: EditKey.NextLine }:
                Step(1);
                break;
            case { Kind: KeyInputKind.Text or KeyInputKind.Paste }:
                _editor.Insert(input.Text.Replace('\n', ' '));
                if (NumberTyped() is { } number)
                {
                    _marked = _items[number - 1].Key;
                }

                break;
            case { Kind: KeyInputKind.Edit }:
                _editor.Apply(input.Key);
                break;
            case { Kind: KeyInputKind.Submit } when _editor.Text.Trim() is { Length: > 0 } typed && NumberTyped() is null:
                _problem = _problemOf(typed, _items.Count);
                choice = new MenuChoice(null, typed);
                return _problem is null;
            case { Kind: KeyInputKind.Submit } when _marked is not null:
                choice = new MenuChoice(_marked, null);
                return true;
            case { Kind: KeyInputKind.Cancel or KeyInputKind.EndOfInput }:
                return true;
        }

        return false;
    }

    private int? NumberTyped() => int.TryParse(_editor.Text, out var number) && number >= 1 && number <= _items.Count ? number : null;

    private void Step(int step)
    {
        var index = Math.Clamp(MarkedIndex() + step, 0, Math.Max(0, _items.Count - 1));
        _marked = _items.Count > 0 ? _items[index].Key : null;
        _editor.SetText("");
    }

    private int MarkedIndex() => _items.TakeWhile(item => item.Key != _marked).Count();

    /// <summary>Leaves one line behind, and the terminal to whoever is next. A terminal that takes nothing is not waited for.</summary>
    private void Close(MenuChoice? choice)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
            var said = choice is null ? "" : choice.Typed ?? _items.First(item => item.Key == choice.Key).Text.Trim();
            if (said.Length > 0)
            {
                _screen.Append($"{_title} {SafeText.Clean(said)}");
            }
        }

        _frames.Leave("");
        _frames.Dispose();
        _choice.TrySetResult(choice);
    }

    private Footer Layout()
    {
        var columns = _terminal.Columns;
        var fitting = Math.Max(1, _terminal.Rows - (_problem is null ? 3 : 4));
        var first = Math.Max(0, MarkedIndex() - fitting + 1);
        var rows = new List<FooterRow> { Row(new StyledText((_title, Style.Default)), columns) };
        rows.AddRange(_items.Select((item, index) => RowOf(item, index + 1, columns)).Skip(first).Take(fitting));
        if (_problem is not null)
        {
            rows.Add(Row(new StyledText(($"Sorry, {_problem}.", Style.Error)), columns));
        }

        var input = InputLayout.Layout("  Number, arrows and Enter, or an address; Esc gives up: ",
            _editor.Text, _editor.Cursor, columns, rows: 1, TextWidth.Wcwidth);
        rows.AddRange(input.Rows);
        return new Footer(rows, rows.Count - 1, input.CursorColumn);
    }

    private FooterRow RowOf(MenuItem item, int number, int columns)
    {
        var isMarked = item.Key == _marked;
        return Row(new StyledText(($"{(isMarked ? ">" : " ")} [{number}] {SafeText.Clean(item.Text)}", isMarked ? Style.StatusAlert : Style.Default)), columns);
    }

    private FooterRow Row(StyledText text, int columns) => FooterRow.Of(text, _theme, columns, TextWidth.Wcwidth);
}
