namespace LanTalk.Terminal.Recall;

/// <summary>A backward search through the history, like readline's Ctrl-R: each character narrows it, Ctrl-R goes on to an older text.</summary>
/// <param name="history">The history to search.</param>
/// <param name="before">The draft at its start.</param>
internal sealed class HistorySearch(InputHistory history, string before)
{
    private int _place = history.Entries.Count;
    private bool _failed;

    /// <summary>The text to look for.</summary>
    public string Query { get; private set; } = "";

    /// <summary>The draft at its start; it comes back when the search is cancelled.</summary>
    public string Before { get; } = before;

    /// <summary>The text found.</summary>
    public string Match => _place < history.Entries.Count ? history.Entries[_place] : Before;

    /// <summary>The label before it.</summary>
    public string Label => $"({(_failed ? "not found" : "search")}) '{Query}': ";

    /// <summary>Adds characters to the query.</summary>
    public void Narrow(string text)
    {
        Query += text;
        Find(_place + 1);
    }

    /// <summary>Removes the last character of the query, and starts over.</summary>
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
