using LanTalk.Terminal.Drawing;
using LanTalk.Terminal.Keys;
using LanTalk.Terminal.Recall;
using LanTalk.Terminal.Styling;

namespace LanTalk.Terminal.Editing;

/// <summary>The act that a key asks of the prompt.</summary>
internal enum PromptAct
{
    /// <summary>Show the text as it is now.</summary>
    Show,

    /// <summary>Hand over <see cref="PromptText.Submitted"/>.</summary>
    Submit,

    /// <summary>Say that a paste is too long.</summary>
    Refuse,

    /// <summary>Clear the screen.</summary>
    ClearScreen,

    /// <summary>Nothing more: the input has ended.</summary>
    End,
}

/// <summary>
/// The text being typed at a prompt, and how keys change it: editing, completing, searching the history, confirming a long paste. It knows no
/// terminal.
/// </summary>
internal sealed class PromptText
{
    /// <summary>A paste of more lines needs confirmation.</summary>
    public const int UnaskedLines = 5;

    private readonly LineEditor _editor = new();
    private readonly PlaceDrafts _drafts;
    private readonly TabCompletion _tab;
    private HistorySearch? _search;
    private string? _pasted;
    private bool _beginsWithPaste;

    /// <param name="place">The place at the start.</param>
    /// <param name="complete">Completes words; null for no completion.</param>
    /// <param name="historyDirectory">The directory of each place's history; null to keep none.</param>
    public PromptText(string place, Completer? complete, string? historyDirectory)
    {
        _tab = new TabCompletion(_editor, complete ?? (_ => Completions.None));
        _drafts = new PlaceDrafts(_editor, historyDirectory);
        _drafts.GoTo(place);
    }

    /// <summary>The current place.</summary>
    public string Place => _drafts.Place;

    /// <summary>The text.</summary>
    public string Text => _editor.Text;

    /// <summary>Whether there is no text, no search and no open question.</summary>
    public bool IsEmpty => _editor.Text.Length == 0 && _search is null && _pasted is null;

    /// <summary>The text that was submitted last.</summary>
    public string Submitted { get; private set; } = "";

    /// <summary>Whether its start was pasted, not typed.</summary>
    public bool SubmittedPaste { get; private set; }

    /// <summary>The candidates for the last word, from Tab until the next key.</summary>
    public IReadOnlyList<Candidate> Listed { get; private set; } = [];

    /// <summary>Replaces the text.</summary>
    public void SetText(string text)
    {
        _editor.SetText(text);
        (Listed, _beginsWithPaste) = ([], false);
    }

    /// <summary>Abandons the text, the search or the question. The text can be put back with Ctrl-Y.</summary>
    public void Abandon()
    {
        (_search, _pasted, _beginsWithPaste) = (null, null, false);
        _editor.Cut();
    }

    /// <summary>Goes to another place, with its own text and history.</summary>
    public void GoTo(string place)
    {
        if (place != Place)
        {
            (Listed, _search, _beginsWithPaste) = ([], null, false);
            _drafts.GoTo(place);
        }
    }

    /// <summary>Lays it out.</summary>
    /// <param name="label">The label before the text, where no search or question replaces it.</param>
    /// <param name="columns">The terminal's width.</param>
    /// <param name="rows">The greatest number of rows.</param>
    /// <param name="widths">How the terminal counts columns.</param>
    public Footer Layout(string label, int columns, int rows, TextWidth widths)
    {
        var asked = _pasted is not null ? $"Paste {LinesOf(_pasted)} lines, to be sent as one message? (y/n) "
            : _search is not null ? _search.Label + _search.Match : null;
        return asked is null
            ? InputLayout.Layout(label, _editor.Text, _editor.Cursor, columns, rows, widths)
            : InputLayout.Layout("", asked, asked.Length, columns, rows, widths);
    }

    /// <summary>A key was pressed, whatever it is for: what was listed is not any more, and only Tab goes on with what Tab began.</summary>
    public void KeyPressed(KeyInputKind kind)
    {
        Listed = [];
        if (kind != KeyInputKind.Complete)
        {
            _tab.Reset();
        }
    }

    /// <summary>Does what a key asks for, after <see cref="KeyPressed"/>.</summary>
    public PromptAct Handle(KeyInput input)
    {
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
                _editor.Apply(EditKey.NextLine); // without rooms, as in readline
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
                break;
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

    /// <summary>Accepts the paste or drops it; on any key but yes and no the question stays.</summary>
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

    /// <summary>Handles a key during a history search; false if the key accepts the match and is then to be handled as usual.</summary>
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
