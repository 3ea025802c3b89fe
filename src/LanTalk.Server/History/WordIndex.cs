using System.Text;
using LanTalk.Protocol.Names;

namespace LanTalk.Server.History;

/// <summary>
/// The full-text index: its table, its content, and its queries. The table holds <see cref="SearchWords"/>, not texts, so that one way of splitting
/// texts serves all scripts. A name is one word in a column of its own, in hexadecimal, so that <c>from:</c> is a lookup like any other and
/// <c>bob</c> does not find <c>bob-2</c>.
/// </summary>
internal static class WordIndex
{
    /// <summary>
    /// Creates the table. It stores no texts, only the positions of words; a row's number is the message's key. The index grows in parts that must be
    /// merged now and then; left to itself, it would do so within some unlucky insert.
    /// </summary>
    /// <remarks>
    /// The tokenizer only has to split at spaces and to ignore the case of ASCII letters. The first three letters of words have an index of their own, for
    /// searches such as <c>con*</c>, which would otherwise look up every word that begins so.
    /// </remarks>
    public const string Create =
        "CREATE VIRTUAL TABLE word USING fts5(author, text, pair, content = '', contentless_delete = 1, prefix = '3', tokenize = 'ascii'); "
        + "INSERT INTO word (word, rank) VALUES ('automerge', 0)";

    /// <summary>The estimated length of a word in letters, with the space.</summary>
    private const int UsualLength = 6;

    /// <summary>Adds a message; see <see cref="Add"/>.</summary>
    public const string Insert = "INSERT INTO word (rowid, author, text, pair) VALUES (?1, ?2, ?3, ?4)";

    /// <summary>Adds a message to the index.</summary>
    /// <param name="insert">A prepared <see cref="Insert"/>.</param>
    /// <param name="key">The row's number.</param>
    /// <param name="user">The sender's name.</param>
    /// <param name="text">The text, UTF-8.</param>
    /// <returns>The number of words, approximately.</returns>
    public static int Add(Statement insert, long key, string user, ReadOnlySpan<byte> text)
    {
        insert.Bind(1, key);
        insert.Bind(2, AuthorOf(user));
        if (Ascii.IsValid(text))
        {
            // Most texts are ASCII; the tokenizer splits those in the same way as is done here for others.
            insert.Bind(3, text);
            insert.Bind(4, ""u8);
            insert.Run();
            return 1 + (text.Length / UsualLength);
        }

        var words = SearchWords.Of(Encoding.UTF8.GetString(text));
        insert.Bind(3, SearchWords.Joined(words));
        insert.Bind(4, SearchWords.Pairs(words));
        insert.Run();
        return 1 + words.Count + words.Count(word => word.Run > 0);
    }

    /// <summary>
    /// The match expression of a query; null if it has neither words nor a name. Nothing in a query is syntax: each term is a quoted phrase.
    /// </summary>
    public static string? MatchOf(SearchQuery query)
    {
        var parts = query.Terms.SelectMany(MatchesOf);
        if (query.From is { } name)
        {
            parts = parts.Append($"(author : \"{AuthorOf(name)}\")");
        }

        var match = string.Join(" AND ", parts);
        return match.Length == 0 ? null : match;
    }

    /// <summary>The conditions of a word or a phrase; one that ends in <c>*</c> matches what begins so.</summary>
    private static IEnumerable<string> MatchesOf(string term)
    {
        var words = SearchWords.Of(term);
        var runs = SearchWords.Runs(words).Where(run => run.Count > 1).ToList();
        if (runs.Count != 1 || runs[0].Count != words.Count)
        {
            // A letter of a script without spaces cannot be the beginning of a word: the letter after it is the next word.
            var star = term.EndsWith('*') && words[^1].Run == 0 ? " *" : "";
            yield return $"(text : \"{SearchWords.Joined(words)}\"{star})";
        }

        foreach (var run in runs)
        {
            yield return $"(pair : \"{SearchWords.PairsOf(run)}\")";
        }
    }

    /// <summary>The word that represents a name, and all names that count as the same.</summary>
    private static string AuthorOf(string name) => Convert.ToHexString(Encoding.UTF8.GetBytes(NameKey.Of(name)));
}
