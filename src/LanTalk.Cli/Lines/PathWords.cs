using System.Text;
using LanTalk.Protocol.Files;

namespace LanTalk.Cli.Lines;

/// <summary>Paths as a person types them, or as a terminal writes files that are dropped on it: in quotes, or with <c>\</c> before blanks.</summary>
internal static class PathWords
{
    /// <summary>The paths in a text; <c>~</c> at the start of one stands for the user's home.</summary>
    /// <param name="text">The text.</param>
    public static IReadOnlyList<string> Split(string text)
    {
        var words = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            if (text[at] == ' ')
            {
                at++;
                continue;
            }

            words.Add(Expand(ReadWord(text, ref at)));
        }

        return words;
    }

    /// <summary>Where the last word begins, as it is typed.</summary>
    /// <param name="text">The text.</param>
    public static int StartOfLast(string text)
    {
        var start = text.Length;
        for (var at = 0; at < text.Length;)
        {
            if (text[at] == ' ')
            {
                start = ++at;
                continue;
            }

            start = at;
            ReadWord(text, ref at);
        }

        return start;
    }

    /// <summary>A word as it is meant.</summary>
    /// <param name="word">The word as it is typed.</param>
    public static string Meant(string word)
    {
        var at = 0;
        return word.Length == 0 ? "" : Expand(ReadWord(word, ref at));
    }

    private static string Expand(string path) =>
        path == "~" ? UserDirectories.Home : path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(UserDirectories.Home, path[2..]) : path;

    private static string ReadWord(string text, ref int at)
    {
        var word = new StringBuilder();
        char? quote = null;
        for (; at < text.Length && (quote is not null || text[at] != ' '); at++)
        {
            var c = text[at];
            if (c == quote)
            {
                quote = null;
            }
            else if (quote is null && c is '"' or '\'')
            {
                quote = c;
            }
            else if (IsEscape(text, at, quote))
            {
                word.Append(text[++at]);
            }
            else
            {
                word.Append(c);
            }
        }

        return word.ToString();
    }

    // On Windows it separates directories.
    private static bool IsEscape(string text, int at, char? quote) =>
        text[at] == '\\' && quote != '\'' && !OperatingSystem.IsWindows() && at + 1 < text.Length;
}
