using System.Diagnostics.CodeAnalysis;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Text;

namespace LanTalk.Server.History;

/// <summary>A search query; a message must match all of it.</summary>
/// <param name="Terms">
/// Words and phrases, each of at least one word; a <c>*</c> at the end matches any word that begins so. Empty to match every text.
/// </param>
/// <param name="From">Only messages by a user of this name; null for anybody's.</param>
/// <param name="Since">Only messages since this time, in milliseconds since 1970, UTC; null for all.</param>
public sealed record SearchQuery(IReadOnlyList<string> Terms, string? From = null, long? Since = null)
{
    /// <summary>The value of <see cref="In"/> for all rooms.</summary>
    public const string Everywhere = "all";

    private const int LeastBeginning = 3;

    /// <summary>The room to search, <see cref="Everywhere"/>, or null for the room in which the query was given.</summary>
    public string? In { get; init; }

    /// <summary>
    /// Parses what a person typed: words, <c>word*</c> for words that begin so, <c>"quoted phrases"</c>, <c>from:bob</c>, <c>since:yesterday</c>,
    /// <c>in:ops</c>, <c>in:all</c>; see <see cref="SinceTime"/>.
    /// </summary>
    /// <param name="text">The typed text.</param>
    /// <param name="time">The clock and the zone that times refer to.</param>
    /// <param name="query">The query.</param>
    /// <param name="error">The part that is wrong and why, as a sentence that is safe to show; empty if none is.</param>
    public static bool TryParse(string text, TimeProvider time, [NotNullWhen(true)] out SearchQuery? query, out string error)
    {
        var terms = new List<string>();
        (query, error) = (null, "");
        string? from = null, inRoom = null;
        long? since = null;
        for (var rest = text.AsSpan().Trim(); error.Length == 0 && !rest.IsEmpty; rest = rest.TrimStart())
        {
            if (rest[0] == '"')
            {
                var end = rest[1..].IndexOf('"');
                error = end < 0 ? "A quotation mark is not closed." : AddTerm(terms, rest[1..(end + 1)]);
                rest = end < 0 ? [] : rest[(end + 2)..];
                continue;
            }

            var word = rest[..WordLength(rest)];
            rest = rest[word.Length..];
            if (word.StartsWith("from:", StringComparison.OrdinalIgnoreCase))
            {
                error = ReadFrom(word[5..].ToString(), ref from);
            }
            else if (word.StartsWith("since:", StringComparison.OrdinalIgnoreCase))
            {
                error = ReadSince(word[6..].ToString(), time, ref since);
            }
            else if (word.StartsWith("in:", StringComparison.OrdinalIgnoreCase))
            {
                error = ReadIn(word[3..].ToString(), ref inRoom);
            }
            else
            {
                error = AddTerm(terms, word);
            }
        }

        if (error.Length == 0 && terms.Count == 0 && from is null && since is null)
        {
            error = "There is nothing to look for: write words, \"a phrase\", from:NAME or since:TIME.";
        }

        query = error.Length == 0 ? new SearchQuery(terms, from, since) { In = inRoom } : null;
        return query is not null;
    }

    private static int WordLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && !char.IsWhiteSpace(text[length]))
        {
            length++;
        }

        return length;
    }

    // A term without a word is in no index, and would find nothing for no apparent reason.
    private static string AddTerm(List<string> terms, ReadOnlySpan<char> text)
    {
        var term = text.ToString();
        var words = SearchWords.Of(term);
        if (words.Count == 0)
        {
            return $"'{SafeText.Clean(term)}' has no letter and no digit to look for.";
        }

        terms.Add(term);
        return term.EndsWith('*') && words[^1] is { Run: 0, Text.Length: < LeastBeginning }
            ? $"'{SafeText.Clean(term)}' begins too many words: write at least {LeastBeginning} letters before the *."
            : "";
    }

    private static string ReadFrom(string name, ref string? from)
    {
        if (from is not null)
        {
            return "from: is there twice; one message has one sender.";
        }

        from = name;
        return UserName.IsValid(name, int.MaxValue) ? "" : $"from:{SafeText.Clean(name)} needs a user's name, such as from:bob.";
    }

    private static string ReadIn(string room, ref string? inRoom)
    {
        if (inRoom is not null)
        {
            return $"in: is there twice; in:{Everywhere} is for all rooms.";
        }

        inRoom = RoomName.From(room);
        return inRoom is null ? $"in:{SafeText.Clean(room)} needs the name of a room, or in:{Everywhere}." : "";
    }

    private static string ReadSince(string text, TimeProvider time, ref long? since)
    {
        if (since is not null)
        {
            return "since: is there twice.";
        }

        var isTime = SinceTime.TryParse(text, time, out var at);
        since = at.ToUnixTimeMilliseconds();
        return isTime ? "" : $"since:{SafeText.Clean(text)} needs {SinceTime.Rule}.";
    }
}
