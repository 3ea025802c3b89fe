namespace LanTalk.Terminal.Recall;

/// <summary>A search backwards through the history, as Ctrl-R of readline does: each character narrows it, Ctrl-R goes on to an older text.</summary>
/// <param name="history">What is searched.</param>
/// <param name="before">What was being typed when it began.</param>
internal sealed class HistorySearch(InputHistory history, string before)
{
    private int _place = history.Entries.Count;
    private bool _failed;

    /// <summary>What is looked for.</summary>
    public string Query { get; private set; } = "";

    /// <summary>What was being typed before; it comes back when the search is given up.</summary>
    public string Before { get; } = before;

    /// <summary>What was found.</summary>
    public string Match => _place < history.Entries.Count ? history.Entries[_place] : Before;

    /// <summary>What stands before it.</summary>
    public string Label => $"({(_failed ? "not found" : "search")}) '{Query}': ";

    /// <summary>Looks for more characters.</summary>
    public void Narrow(string text)
    {
        Query += text;
        Find(_place + 1);
    }

    /// <summary>Takes the last character of the query away, and begins anew.</summary>
    public void Widen()
    {
        Query = Query.Length == 0 ? "" : Query[..^1];
        _place = history.Entries.Count;
        Find(_place);
    }

    /// <summary>Goes on to an older text.</summary>
    public void Older() => Find(_place);

    private void Find(int before)
    {
        var found = history.FindBefore(Math.Min(before, history.Entries.Count), Query);
        _failed = found < 0 && Query.Length > 0;
        if (found >= 0)
        {
            _place = found;
        }
    }
}
