using System.Text;

namespace LanTalk.Server.History;

/// <summary>
/// The full-text index: its table, and what is asked of it. Case and accents do not count. A name is one word of its own column, in
/// hexadecimal, so that <c>from:</c> is a lookup like any other and <c>bob</c> is not found in <c>bob-2</c>.
/// </summary>
internal static class WordIndex
{
    /// <summary>
    /// Makes the table. It holds no texts, only where words are; a row's number is the message's key. The index grows in parts that
    /// must be merged now and then; left to itself, it would do so within some unlucky insert.
    /// </summary>
    public const string Create =
        "CREATE VIRTUAL TABLE word USING fts5(author, text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'); "
        + "INSERT INTO word (word, rank) VALUES ('automerge', 0)";

    /// <summary>Adds messages by their keys; the rest of the statement says which.</summary>
    public const string AddFromMessages = "INSERT INTO word (rowid, author, text) SELECT key, hex(lower(user)), text FROM message";

    /// <summary>What to match for a query; null if it asks for no word and no name. Nothing in a query is syntax: each term is a quoted phrase.</summary>
    public static string? MatchOf(SearchQuery query)
    {
        var parts = query.Terms.Select(term => $"(text : {Quote(term)})");
        if (query.From is { } name)
        {
            parts = parts.Append($"(author : \"{AuthorOf(name)}\")");
        }

        var match = string.Join(" AND ", parts);
        return match.Length == 0 ? null : match;
    }

    /// <summary>The word that stands for a name; the same as <see cref="AddFromMessages"/> makes.</summary>
    private static string AuthorOf(string name)
    {
        // Only ASCII has its case folded, as by SQLite's lower and as among names.
        var bytes = Encoding.UTF8.GetBytes(name);
        foreach (ref var value in bytes.AsSpan())
        {
            value = value is >= (byte)'A' and <= (byte)'Z' ? (byte)(value | 0x20) : value;
        }

        return Convert.ToHexString(bytes);
    }

    // A zero would end the expression within the quotes.
    private static string Quote(string term) => $"\"{term.Replace('\0', ' ').Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
