using System.Diagnostics.CodeAnalysis;

namespace LanTalk.Server.History;

/// <summary>What to look for: all of it must hold.</summary>
/// <param name="Terms">Words and phrases, each at least one word. None: whatever was said.</param>
/// <param name="From">Only what a user of this name said; null for anybody.</param>
/// <param name="Since">Only what was said from then on, in milliseconds since 1970, UTC; null for ever.</param>
internal sealed record SearchQuery(IReadOnlyList<string> Terms, string? From = null, long? Since = null)
{
    /// <summary>Reads a query as people type it.</summary>
    public static bool TryParse(string text, DateTimeOffset now, [NotNullWhen(true)] out SearchQuery? query, out string error)
    {
        var terms = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        (query, error) = terms.Length > 0 ? (new SearchQuery(terms), "") : (null, $"Nothing to look for at {now:HH:mm}.");
        return query is not null;
    }
}
