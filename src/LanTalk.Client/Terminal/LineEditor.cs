using System.Globalization;

namespace LanTalk.Client.Terminal;

/// <summary>
/// The line being typed, as readline would edit it. Moves and deletes by grapheme clusters, so that what looks like one
/// character is one. Knows neither the terminal nor the chat.
/// </summary>
internal sealed class LineEditor
{
    private const int MaxHistory = 1000;

    private readonly List<string> _history = [];
    private string _killed = "";
    private bool _joinsKill;

    // Where in the history the line comes from; at its end, it is the draft.
    private int _place;
    private string _draft = "";

    /// <summary>The whole line.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Where the next character goes, 0 to the text's length; always between two clusters.</summary>
    public int Cursor { get; private set; }

    /// <summary>What stands before the cursor.</summary>
    public string BeforeCursor => Text[..Cursor];

    /// <summary>Puts text in at the cursor.</summary>
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

    /// <summary>Takes the line away, to be carried out; it can be called back from the history.</summary>
    public string Submit()
    {
        var line = Text;
        if (line.Trim().Length > 0 && (_history.Count == 0 || _history[^1] != line))
        {
            _history.Add(line);
            if (_history.Count > MaxHistory)
            {
                _history.RemoveAt(0);
            }
        }

        _draft = "";
        _place = _history.Count;
        _joinsKill = false;
        SetText("");
        return line;
    }

    /// <summary>Does what a key asks for.</summary>
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
                Cursor = 0;
                break;
            case EditKey.End:
                Cursor = Text.Length;
                break;
            case EditKey.DeleteBack:
                Replace(Before(Cursor), Cursor, "");
                break;
            case EditKey.Delete:
                Replace(Cursor, After(Cursor), "");
                break;
            case EditKey.KillToEnd:
                Kill(Cursor, Text.Length, joinsKill);
                break;
            case EditKey.KillToStart:
                Kill(0, Cursor, joinsKill);
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
            case EditKey.PreviousLine:
                Recall(_place - 1);
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

        // A combining mark joins the character before it: the cursor never stands inside a cluster.
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
        // At the end of the line the two before the cursor change places, elsewhere the ones around it.
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
        if (place < 0 || place > _history.Count)
        {
            return;
        }

        if (_place == _history.Count)
        {
            _draft = Text;
        }

        _place = place;
        SetText(place == _history.Count ? _draft : _history[place]);
    }

    private void SetText(string text)
    {
        Text = text;
        Cursor = text.Length;
    }

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
