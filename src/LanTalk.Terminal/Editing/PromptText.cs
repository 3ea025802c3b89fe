using LanTalk.Terminal.Drawing;
using LanTalk.Terminal.Keys;
using LanTalk.Terminal.Recall;
using LanTalk.Terminal.Styling;

namespace LanTalk.Terminal.Editing;

/// <summary>What a key asks of whoever shows the text.</summary>
internal enum PromptAct
{
    /// <summary>To show the text as it is now.</summary>
    Show,

    /// <summary>To hand <see cref="PromptText.Submitted"/> over.</summary>
    Submit,

    /// <summary>To list <see cref="PromptText.Listed"/>.</summary>
    List,

    /// <summary>To say that a paste is too long.</summary>
    Refuse,

    /// <summary>To clear the screen.</summary>
    ClearScreen,

    /// <summary>Nothing more: the input has ended.</summary>
    End,
}

/// <summary>
/// The text being typed at a prompt and what keys do to it: editing, completing, searching the history, asking before a long paste. It knows no
/// terminal.
/// </summary>
internal sealed class PromptText
{
    /// <summary>A paste of more lines asks before it is taken.</summary>
    public const int UnaskedLines = 5;

    private readonly LineEditor _editor = new();
    private readonly PlaceDrafts _drafts;
    private readonly TabCompletion _tab;
    private HistorySearch? _search;
    private string? _pasted;
    private bool _beginsWithPaste;

    /// <param name="place">Where the person is at first.</param>
    /// <param name="complete">Completes words; null for nothing.</param>
    /// <param name="historyDirectory">Where each place's history is kept; null to forget it.</param>
    public PromptText(string place, Completer? complete, string? historyDirectory)
    {
        _tab = new TabCompletion(_editor, complete ?? (_ => Completions.None));
        _drafts = new PlaceDrafts(_editor, historyDirectory);
        _drafts.GoTo(place);
    }

    /// <summary>Where the person is.</summary>
    public string Place => _drafts.Place;

    /// <summary>The text.</summary>
    public string Text => _editor.Text;

    /// <summary>Whether nothing is typed, searched or asked.</summary>
    public bool IsEmpty => _editor.Text.Length == 0 && _search is null && _pasted is null;

    /// <summary>What was handed over last.</summary>
    public string Submitted { get; private set; } = "";

    /// <summary>Whether its start was pasted, and not typed.</summary>
    public bool SubmittedPaste { get; private set; }

    /// <summary>What a word can become.</summary>
    public IReadOnlyList<Candidate> Listed { get; private set; } = [];

    /// <summary>Puts another text in place of the present one.</summary>
    public void SetText(string text)
    {
        _editor.SetText(text);
        _beginsWithPaste = false;
    }

    /// <summary>Gives up what is typed, searched or asked. The text can be put back with Ctrl-Y.</summary>
    public void Abandon()
    {
        _tab.Reset();
        (_search, _pasted, _beginsWithPaste) = (null, null, false);
        _editor.Cut();
    }

    /// <summary>Goes to another place, with its own text and history.</summary>
    public void GoTo(string place)
    {
        if (place != Place)
        {
            (_search, _beginsWithPaste) = (null, false);
            _drafts.GoTo(place);
        }
    }

    /// <summary>Lays it out.</summary>
    /// <param name="label">What stands before the text, if it is just that.</param>
    /// <param name="columns">The terminal's width.</param>
    /// <param name="rows">How many rows there may be.</param>
    /// <param name="widths">How the terminal counts columns.</param>
    public Footer Layout(string label, int columns, int rows, TextWidth widths)
    {
        var asked = _pasted is not null ? $"Paste {LinesOf(_pasted)} lines, to be sent as one message? (y/n) " : _search is not null ? _search.Label + _search.Match : null;
        return asked is null
            ? InputLayout.Layout(label, _editor.Text, _editor.Cursor, columns, rows, widths)
            : InputLayout.Layout("", asked, asked.Length, columns, rows, widths);
    }

    /// <summary>Does what a key asks for.</summary>
    public PromptAct Handle(KeyInput input)
    {
        if (input.Kind != KeyInputKind.Complete)
        {
            _tab.Reset();
        }

        if (_pasted is not null)
        {
            Answer(input);
            return PromptAct.Show;
        }

        return _search is not null && Search(input, _search) ? PromptAct.Show : Edit(input);
    }

    private PromptAct Edit(KeyInput input)
    {
        switch (input.Kind)
        {
            case KeyInputKind.Text:
                _beginsWithPaste &= _editor.Cursor > 0;
                _editor.Insert(input.Text);
                break;
            case KeyInputKind.Paste when LinesOf(input.Text) > UnaskedLines:
                _pasted = input.Text;
                break;
            case KeyInputKind.Paste:
                Paste(input.Text);
                break;
            case KeyInputKind.TooLongPaste:
                return PromptAct.Refuse;
            case KeyInputKind.NewLine:
                _editor.Insert("\n");
                break;
            case KeyInputKind.Edit:
                _editor.Apply(input.Key);
                break;
            case KeyInputKind.NextRoom:
                _editor.Apply(EditKey.NextLine); // where there are no rooms, as readline has it
                break;
            case KeyInputKind.PreviousRoom:
                _editor.Apply(EditKey.PreviousLine);
                break;
            case KeyInputKind.Submit:
                Submitted = _editor.Submit();
                (SubmittedPaste, _beginsWithPaste) = (_beginsWithPaste, false);
                return PromptAct.Submit;
            case KeyInputKind.Complete:
                Listed = _tab.Press();
                return Listed.Count > 0 ? PromptAct.List : PromptAct.Show;
            case KeyInputKind.ClearScreen:
                return PromptAct.ClearScreen;
            case KeyInputKind.Search:
                _search = new HistorySearch(_editor.History, _editor.Text);
                break;
            case KeyInputKind.EndOfInput when _editor.Text.Length == 0:
                return PromptAct.End;
            case KeyInputKind.EndOfInput:
                _editor.Apply(EditKey.Delete);
                break;
        }

        return PromptAct.Show;
    }

    private void Paste(string text)
    {
        _beginsWithPaste |= _editor.Cursor == 0;
        _editor.Insert(text);
    }

    /// <summary>Takes what was pasted, or not; anything but yes and no asks on.</summary>
    private void Answer(KeyInput input)
    {
        switch (input)
        {
            case { Kind: KeyInputKind.Text, Text: "y" or "Y" }:
                Paste(_pasted!);
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

    private static int LinesOf(string text) => text.Count(c => c == '\n') + 1;
}
