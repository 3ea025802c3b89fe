namespace LanTalk.Protocol.Text;

/// <summary>Finds the word that was probably meant by a mistyped one.</summary>
public static class NearestWord
{
    /// <summary>The word nearest to a mistyped one; null if none is near. Of words that are equally near, the first.</summary>
    /// <param name="typed">The mistyped word.</param>
    /// <param name="words">The valid words, the likeliest first.</param>
    public static string? Find(string typed, IEnumerable<string> words)
    {
        // Every option begins with dashes: they make no two alike.
        var most = typed.TrimStart('-').Length < 5 ? 1 : 2;
        return words
            .Select(word => (Word: word, Distance: Distance(typed.ToLowerInvariant(), word.ToLowerInvariant())))
            .Where(near => near.Distance <= most && near.Distance < Math.Max(typed.Length, near.Word.Length))
            .OrderBy(near => near.Distance)
            .ThenBy(near => !HasSameLetters(typed, near.Word))
            .Select(near => near.Word)
            .FirstOrDefault();
    }

    private static bool HasSameLetters(string one, string other) =>
        one.ToLowerInvariant().Order().SequenceEqual(other.ToLowerInvariant().Order());

    /// <summary>How many letters were added, left out, replaced, or swapped with their neighbours.</summary>
    private static int Distance(string one, string other)
    {
        var distances = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    distances[i, j] = i + j;
                    continue;
                }

                var replaced = distances[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                distances[i, j] = Math.Min(replaced, 1 + Math.Min(distances[i - 1, j], distances[i, j - 1]));
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    distances[i, j] = Math.Min(distances[i, j], 1 + distances[i - 2, j - 2]);
                }
            }
        }

        return distances[one.Length, other.Length];
    }
}
