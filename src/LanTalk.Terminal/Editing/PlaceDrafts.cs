using System.Globalization;
using System.Text;
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

    // Only what is made of letters, digits, '_' and '-', as names of rooms are, is a name of a file. What is typed elsewhere, as in private, is not kept.
    private InputHistory Open(string place) =>
        new(directory is null || !IsFileName(place) ? null : new InputHistoryFile(Path.Combine(directory, place.Length == 0 ? "history" : $"history-{place}")));

    private static bool IsFileName(string place) => place.EnumerateRunes().All(rune =>
        rune.Value is '_' or '-' || Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);
}
