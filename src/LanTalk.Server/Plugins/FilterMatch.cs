using System.Text.RegularExpressions;
using LanTalk.Server.PluginLines;

namespace LanTalk.Server.Plugins;

/// <summary>Decides which texts a filter is asked about. Any thread may use it.</summary>
internal sealed class FilterMatch
{
    private readonly HashSet<string>? _words;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly Regex? _pattern;
    private readonly int? _longerThan;

    /// <exception cref="ArgumentException">The pattern is not valid.</exception>
    /// <exception cref="NotSupportedException">The pattern cannot be matched without backtracking.</exception>
    public FilterMatch(MatchForm? form)
    {
        if (form?.Words is { } words)
        {
            _words = new HashSet<string>(words, StringComparer.OrdinalIgnoreCase);
            _lookup = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        }

        _pattern = PatternOf(form?.Pattern);
        _longerThan = form?.LongerThan;
    }

    /// <summary>A pattern that takes time in proportion to a text, whatever both are.</summary>
    /// <exception cref="ArgumentException">It is not valid.</exception>
    /// <exception cref="NotSupportedException">It cannot be matched without backtracking.</exception>
    public static Regex? PatternOf(string? pattern) =>
        pattern is null ? null : new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>Whether the filter is asked about a text.</summary>
    public bool Matches(string text) =>
        (_words is null && _pattern is null && _longerThan is null)
        || text.Length > _longerThan
        || _pattern?.IsMatch(text) == true
        || HasWord(text);

    private bool HasWord(ReadOnlySpan<char> text)
    {
        if (_words is null)
        {
            return false;
        }

        while (!text.IsEmpty)
        {
            var start = 0;
            while (start < text.Length && !char.IsLetterOrDigit(text[start]))
            {
                start++;
            }

            var end = start;
            while (end < text.Length && char.IsLetterOrDigit(text[end]))
            {
                end++;
            }

            if (end > start && _lookup.Contains(text[start..end]))
            {
                return true;
            }

            text = text[end..];
        }

        return false;
    }
}
