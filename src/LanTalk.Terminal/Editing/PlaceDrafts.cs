using System.Globalization;
using System.Text;
using LanTalk.Terminal.Recall;

namespace LanTalk.Terminal.Editing;

/// <summary>The draft and the history of each place.</summary>
/// <param name="editor">Edits the draft of the current place.</param>
/// <param name="directory">The directory of the histories; null to keep none.</param>
internal sealed class PlaceDrafts(LineEditor editor, string? directory)
{
    private readonly Dictionary<string, (string Text, InputHistory History)> _left = new(StringComparer.Ordinal);

    /// <summary>The current place.</summary>
    public string Place { get; private set; } = "";

    /// <summary>Goes to a place, where everything is as it was left.</summary>
    public void GoTo(string place)
    {
        _left[Place] = (editor.Text, editor.History);
        Place = place;
        var (text, history) = _left.TryGetValue(place, out var left) ? left : ("", Open(place));
        editor.History = history;
        editor.SetText(text);
    }

    // Only a name made of letters, digits, '_' and '-', as rooms have, becomes a file name. Texts typed elsewhere, as in private, are not stored.
    private InputHistory Open(string place) =>
        new(directory is null || !IsFileName(place) ? null : new InputHistoryFile(Path.Combine(directory, place.Length == 0 ? "history" : $"history-{place}")));

    private static bool IsFileName(string place) => place.EnumerateRunes().All(rune =>
        rune.Value is '_' or '-' || Rune.IsLetterOrDigit(rune)
            || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);
}
