using LanTalk.Terminal.Recall;

namespace LanTalk.Terminal.Editing;

/// <summary>For each place, the text being typed there and its history.</summary>
/// <param name="editor">Edits that of the present place.</param>
/// <param name="directory">Where histories are kept; null to forget them.</param>
internal sealed class PlaceDrafts(LineEditor editor, string? directory)
{
    private readonly Dictionary<string, (string Text, InputHistory History)> _left = new(StringComparer.Ordinal);

    /// <summary>The present place.</summary>
    public string Place { get; private set; } = "";

    /// <summary>Goes to a place, where all is as it was left.</summary>
    public void GoTo(string place)
    {
        _left[Place] = (editor.Text, editor.History);
        Place = place;
        var (text, history) = _left.TryGetValue(place, out var left) ? left : ("", Open(place));
        editor.History = history;
        editor.SetText(text);
    }

    // The names of places are those of rooms: letters, digits, '_' and '-'.
    private InputHistory Open(string place) =>
        new(directory is null ? null : new InputHistoryFile(Path.Combine(directory, place.Length == 0 ? "history" : $"history-{place}")));
}
