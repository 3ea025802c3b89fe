namespace LanTalk.Terminal.Editing;

/// <summary>Completes the text being typed on Tab. Any other key starts over.</summary>
internal sealed class TabCompletion(LineEditor editor, Completer complete)
{
    private Completions _cycle;
    private int _next;
    private int _inserted;

    /// <summary>A key other than Tab was pressed.</summary>
    public void Reset() => _cycle = default;

    /// <summary>Completes; returns the candidates, if they are to be listed.</summary>
    public IReadOnlyList<Candidate> Press()
    {
        if (_cycle.Candidates is { Count: > 0 })
        {
            Insert(_inserted);
            return [];
        }

        var before = editor.BeforeCursor;
        var found = complete(before);
        if (found.Candidates.Count == 0)
        {
            return [];
        }

        var word = before.Length - (before.LastIndexOfAny([' ', '\n']) + 1);
        if (found.Cycles)
        {
            (_cycle, _next) = (found, 0);
            Insert(word);
            return [];
        }

        var common = found.Candidates.Select(candidate => candidate.Text).Aggregate(CommonPrefix);
        if (common.Length > word)
        {
            editor.ReplaceBeforeCursor(word, common);
            return [];
        }

        return found.Candidates.Count > 1 ? found.Candidates : [];
    }

    private void Insert(int length)
    {
        var text = _cycle.Candidates[_next].Text;
        editor.ReplaceBeforeCursor(length, text);
        _inserted = text.Length;
        _next = (_next + 1) % _cycle.Candidates.Count;
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
