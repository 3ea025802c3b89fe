using System.Text;

namespace LanTalk.Server.History;

/// <summary>
/// Splits a text into the words that are indexed and searched. In a script without spaces between words, each letter is a word; and because a single
/// letter says little, so is each pair of neighbours, in an index of its own.
/// </summary>
internal static class SearchWords
{
    /// <summary>Separates two runs of letters in the pairs, so that no pair spans both.</summary>
    private const string Break = "x";

    /// <summary>The words of a text, in order.</summary>
    public static List<SearchWord> Of(string text)
    {
        var words = new List<SearchWord>();
        var word = new StringBuilder();
        var (run, isUnspaced, isInRun) = (0, false, false);
        foreach (var rune in SearchFolding.Prepare(text).EnumerateRunes())
        {
            var folded = SearchFolding.Of(rune);
            switch (folded.Kind)
            {
                case CharacterKind.Separator:
                    Close();
                    isInRun = false;
                    break;
                case CharacterKind.Spaced:
                    if (isUnspaced)
                    {
                        Close();
                    }

                    (isUnspaced, isInRun) = (false, false);
                    word.Append(folded.Text);
                    break;
                case CharacterKind.Unspaced:
                    Close();
                    run += isInRun ? 0 : 1;
                    (isUnspaced, isInRun) = (true, true);
                    word.Append(folded.Text);
                    break;
                case CharacterKind.Mark:
                    word.Append(folded.Text);
                    break;
            }
        }

        Close();
        return words;

        void Close()
        {
            if (word.Length > 0)
            {
                words.Add(new SearchWord(word.ToString(), isUnspaced ? run : 0));
                word.Clear();
            }

            isUnspaced = false;
        }
    }

    /// <summary>All words, separated by spaces.</summary>
    public static string Joined(IEnumerable<SearchWord> words) => string.Join(' ', words.Select(word => word.Text));

    /// <summary>The pairs of neighbours of all runs, separated by spaces; empty if there are none.</summary>
    public static string Pairs(IReadOnlyList<SearchWord> words) =>
        string.Join($" {Break} ", Runs(words).Select(PairsOf).Where(pairs => pairs.Length > 0));

    /// <summary>The words of each run.</summary>
    public static IEnumerable<List<SearchWord>> Runs(IEnumerable<SearchWord> words) =>
        words.Where(word => word.Run > 0).GroupBy(word => word.Run).Select(run => run.ToList());

    /// <summary>The pairs of neighbours of one run.</summary>
    public static string PairsOf(List<SearchWord> run) =>
        string.Join(' ', run.Zip(run.Skip(1), (one, next) => one.Text + next.Text));
}

/// <summary>The searched form of a word.</summary>
/// <param name="Text">Its letters.</param>
/// <param name="Run">For a letter that is a word by itself, the number of its run of such letters, from 1 on; otherwise 0.</param>
internal readonly record struct SearchWord(string Text, int Run);
