namespace LanTalk.Terminal.Recall;

/// <summary>
/// The texts typed before, oldest first, at most 1000; a text repeated in a row is there once. A text that begins with a blank is not kept, as in
/// shells. With a store it outlives the process.
/// </summary>
internal sealed class InputHistory
{
    private const int MaxEntries = 1000;

    private readonly List<string> _entries;
    private readonly IInputHistoryStore? _store;

    public InputHistory(IInputHistoryStore? store = null)
    {
        _store = store;
        _entries = [.. store?.Load(MaxEntries) ?? []];
    }

    /// <summary>The texts.</summary>
    public IReadOnlyList<string> Entries => _entries;

    /// <summary>Adds a text that was carried out.</summary>
    public void Add(string text)
    {
        if (string.IsNullOrWhiteSpace(text) || text[0] == ' ' || (_entries.Count > 0 && _entries[^1] == text))
        {
            return;
        }

        _entries.Add(text);
        _store?.Append(text);
        if (_entries.Count > MaxEntries)
        {
            _entries.RemoveAt(0);
        }
    }

    /// <summary>The newest entry before a position that contains a text, in any case; -1 if there is none.</summary>
    public int FindBefore(int place, string text) =>
        text.Length == 0 || place <= 0 ? -1 : _entries.FindLastIndex(place - 1, entry => entry.Contains(text, StringComparison.OrdinalIgnoreCase));
}
