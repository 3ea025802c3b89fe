using System.Globalization;
using LanTalk.Terminal.Keys;
using LanTalk.Terminal.Recall;

namespace LanTalk.Terminal.Editing;

/// <summary>
/// The text being typed, of one line or several, edited as readline would edit it. Moves and deletes by grapheme clusters, so that what looks like
/// one character is one. Knows neither the terminal nor the chat.
/// </summary>
internal sealed class LineEditor
{
    private string _killed = "";
    private bool _joinsKill;

    // The history that the text comes from; at its end, the text is the draft.
    private InputHistory _history = new();
    private int _place;
    private string _draft = "";

    /// <summary>The whole text; its lines end with <c>\n</c>.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The insertion position, 0 to the text's length; always between two clusters.</summary>
    public int Cursor { get; private set; }

    /// <summary>The text before the cursor.</summary>
    public string BeforeCursor => Text[..Cursor];

    /// <summary>Inserts text at the cursor.</summary>
    public void Insert(string text)
    {
        _joinsKill = false;
        Replace(Cursor, Cursor, text);
    }

    /// <summary>Replaces the <paramref name="length"/> characters before the cursor.</summary>
    public void ReplaceBeforeCursor(int length, string text)
    {
        _joinsKill = false;
        Replace(Cursor - length, Cursor, text);
    }

    /// <summary>The history that earlier texts are recalled from and submitted ones are added to.</summary>
    public InputHistory History
    {
        get => _history;
        set
        {
            _history = value;
            _place = value.Entries.Count;
            _draft = "";
        }
    }

    /// <summary>Takes the text to be carried out; it can be recalled from the history.</summary>
    public string Submit()
    {
        var text = Text;
        _history.Add(text);
        SetText("");
        return text;
    }

    /// <summary>Removes the text; it can be put back like the last cut.</summary>
    public void Cut()
    {
        if (Text.Length > 0)
        {
            _killed = Text;
            SetText("");
        }
    }

    /// <summary>Replaces the text, with the cursor at its end.</summary>
    public void SetText(string text)
    {
        _draft = "";
        _place = _history.Entries.Count;
        _joinsKill = false;
        Show(text);
    }

    /// <summary>Applies an editing key.</summary>
    public void Apply(EditKey key)
    {
        var joinsKill = _joinsKill;
        _joinsKill = key is EditKey.KillToEnd or EditKey.KillToStart or EditKey.KillWord or EditKey.KillWordBack or EditKey.KillBlankWordBack;
        switch (key)
        {
            case EditKey.Left:
                Cursor = Before(Cursor);
                break;
            case EditKey.Right:
                Cursor = After(Cursor);
                break;
            case EditKey.WordLeft:
                Cursor = WordStart(Cursor, char.IsLetterOrDigit);
                break;
            case EditKey.WordRight:
                Cursor = WordEnd(Cursor);
                break;
            case EditKey.Home:
                Cursor = LineStart(Cursor);
                break;
            case EditKey.End:
                Cursor = LineEnd(Cursor);
                break;
            case EditKey.DeleteBack:
                Replace(Before(Cursor), Cursor, "");
                break;
            case EditKey.Delete:
                Replace(Cursor, After(Cursor), "");
                break;
            case EditKey.KillToEnd:
                Kill(Cursor, Math.Max(LineEnd(Cursor), After(Cursor)), joinsKill);
                break;
            case EditKey.KillToStart:
                Kill(LineStart(Cursor), Cursor, joinsKill);
                break;
            case EditKey.KillWord:
                Kill(Cursor, WordEnd(Cursor), joinsKill);
                break;
            case EditKey.KillWordBack:
                Kill(WordStart(Cursor, char.IsLetterOrDigit), Cursor, joinsKill);
                break;
            case EditKey.KillBlankWordBack:
                Kill(WordStart(Cursor, c => !char.IsWhiteSpace(c)), Cursor, joinsKill);
                break;
            case EditKey.Yank:
                Replace(Cursor, Cursor, _killed);
                break;
            case EditKey.Transpose:
                Transpose();
                break;
            case EditKey.PreviousLine when LineStart(Cursor) is > 0 and var start:
                Cursor = SamePlace(Cursor - start, LineStart(start - 1));
                break;
            case EditKey.PreviousLine:
                Recall(_place - 1);
                break;
            case EditKey.NextLine when LineEnd(Cursor) is var end && end < Text.Length:
                Cursor = SamePlace(Cursor - LineStart(Cursor), end + 1);
                break;
            case EditKey.NextLine:
                Recall(_place + 1);
                break;
        }
    }

    private void Replace(int start, int end, string text)
    {
        Text = string.Concat(Text.AsSpan(0, start), text, Text.AsSpan(end));
        Cursor = start + text.Length;

        // A combining mark joins the character before it: the cursor is never inside a cluster.
        Cursor = NextBoundary(Cursor);
    }

    private void Kill(int start, int end, bool joins)
    {
        var killed = Text[start..end];
        if (!joins)
        {
            _killed = killed;
        }
        else if (end == Cursor)
        {
            _killed = killed + _killed;
        }
        else
        {
            _killed += killed;
        }

        Replace(start, end, "");
    }

    private void Transpose()
    {
        // At the end of the line the two before the cursor are swapped, elsewhere the ones around it.
        var middle = Cursor == Text.Length ? Before(Cursor) : Cursor;
        var start = Before(middle);
        var end = After(middle);
        if (start < middle && middle < end)
        {
            Replace(start, end, Text[middle..end] + Text[start..middle]);
        }
    }

    private void Recall(int place)
    {
        var entries = _history.Entries;
        if (place < 0 || place > entries.Count)
        {
            return;
        }

        if (_place == entries.Count)
        {
            _draft = Text;
        }

        _place = place;
        Show(place == entries.Count ? _draft : entries[place]);
    }

    private void Show(string text)
    {
        Text = text;
        Cursor = text.Length;
    }

    private int LineStart(int index) => index == 0 ? 0 : Text.LastIndexOf('\n', index - 1) + 1;

    private int LineEnd(int index) => Text.IndexOf('\n', index) is >= 0 and var end ? end : Text.Length;

    /// <summary>The position at this offset from a line's start, or the line's end if it is shorter.</summary>
    private int SamePlace(int offset, int lineStart) => NextBoundary(Math.Min(lineStart + offset, LineEnd(lineStart)));

    private int After(int index) =>
        index >= Text.Length ? Text.Length : index + StringInfo.GetNextTextElementLength(Text.AsSpan(index));

    private int Before(int index)
    {
        var boundary = 0;
        for (var next = After(0); next < index; next = After(next))
        {
            boundary = next;
        }

        return boundary;
    }

    private int NextBoundary(int index)
    {
        var boundary = 0;
        while (boundary < index)
        {
            boundary = After(boundary);
        }

        return boundary;
    }

    private int WordStart(int index, Predicate<char> isWord)
    {
        while (index > 0 && !isWord(Text[index - 1]))
        {
            index--;
        }

        while (index > 0 && isWord(Text[index - 1]))
        {
            index--;
        }

        return index == 0 ? 0 : NextBoundary(index);
    }

    private int WordEnd(int index)
    {
        while (index < Text.Length && !char.IsLetterOrDigit(Text[index]))
        {
            index++;
        }

        while (index < Text.Length && char.IsLetterOrDigit(Text[index]))
        {
            index++;
        }

        return NextBoundary(index);
    }
}
