using System.Text;
using LanTalk.Protocol.Names;

namespace LanTalk.Server.History;

/// <summary>
/// The full-text index: its table, what is put into it, and what is asked of it. The table is given <see cref="SearchWords"/>, not texts, so that
/// one way of taking texts apart serves all scripts. A name is one word of its own column, in hexadecimal, so that <c>from:</c> is a lookup like
/// any other and <c>bob</c> is not found in <c>bob-2</c>.
/// </summary>
internal static class WordIndex
{
    /// <summary>
    /// Makes the table. It holds no texts, only where words are; a row's number is the message's key. The index grows in parts that
    /// must be merged now and then; left to itself, it would do so within some unlucky insert.
    /// </summary>
    /// <remarks>The tokenizer has nothing to do but to part words at blanks and to take ASCII without regard to case.</remarks>
    public const string Create =
        "CREATE VIRTUAL TABLE word USING fts5(author, text, pair, content = '', contentless_delete = 1, tokenize = 'ascii'); "
        + "INSERT INTO word (word, rank) VALUES ('automerge', 0)";

    /// <summary>How many letters a word has, with the blank.</summary>
    private const int UsualLength = 6;

    /// <summary>Adds a message; see <see cref="Add"/>.</summary>
    public const string Insert = "INSERT INTO word (rowid, author, text, pair) VALUES (?1, ?2, ?3, ?4)";

    /// <summary>Puts a message into the index.</summary>
    /// <param name="insert">A statement of <see cref="Insert"/>.</param>
    /// <param name="key">The row's number.</param>
    /// <param name="user">Who said it.</param>
    /// <param name="text">What was said, UTF-8.</param>
    /// <returns>How many words that were, at least about.</returns>
    public static int Add(Statement insert, long key, string user, ReadOnlySpan<byte> text)
    {
        insert.Bind(1, key);
        insert.Bind(2, AuthorOf(user));
        if (Ascii.IsValid(text))
        {
            // As most texts are; the tokenizer does with it what is done with others here.
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

    /// <summary>What to match for a query; null if it asks for no word and no name. Nothing in a query is syntax: each term is a quoted phrase.</summary>
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

    /// <summary>The conditions for a word or a phrase, which is the beginning of one if it ends in <c>*</c>.</summary>
    private static IEnumerable<string> MatchesOf(string term)
    {
        var words = SearchWords.Of(term);
        var runs = SearchWords.Runs(words).Where(run => run.Count > 1).ToList();
        if (runs.Count != 1 || runs[0].Count != words.Count)
        {
            // A letter of a script without blanks is no beginning of anything: what follows it is the next word.
            var star = term.EndsWith('*') && words[^1].Run == 0 ? " *" : "";
            yield return $"(text : \"{SearchWords.Joined(words)}\"{star})";
        }

        foreach (var run in runs)
        {
            yield return $"(pair : \"{SearchWords.PairsOf(run)}\")";
        }
    }

    /// <summary>The word that stands for a name, and for those that are taken for it.</summary>
    private static string AuthorOf(string name) => Convert.ToHexString(Encoding.UTF8.GetBytes(NameKey.Of(name)));
}
