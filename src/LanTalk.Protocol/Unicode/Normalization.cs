using System.Text;

namespace LanTalk.Protocol.Unicode;

/// <summary>
/// The normal forms of Unicode (UAX #15): one text, one sequence of characters. <see cref="string.Normalize()"/> does nothing if .NET runs without
/// ICU.
/// </summary>
public static class Normalization
{
    // Hangul syllables are computed: https://www.unicode.org/versions/Unicode17.0.0/core-spec/chapter-3/#G24646
    private const int FirstSyllable = 0xac00, FirstLead = 0x1100, FirstVowel = 0x1161, BeforeTails = 0x11a7;
    private const int Leads = 19, Vowels = 21, Tails = 28;

    /// <summary>The composed form, NFC; the same instance for ASCII.</summary>
    public static string Compose(string text) => Ascii.IsValid(text) ? text : Text(Composed(Decomposed(text)));

    /// <summary>The decomposed form, NFD; the same instance for ASCII.</summary>
    public static string Decompose(string text) => Ascii.IsValid(text) ? text : Text(Decomposed(text));

    /// <summary>The characters of a text; an unpaired surrogate is U+FFFD.</summary>
    internal static IEnumerable<int> CodePoints(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            yield return rune.Value;
        }
    }

    /// <summary>The text of some characters.</summary>
    internal static string Text(IEnumerable<int> codePoints)
    {
        var text = new StringBuilder();
        foreach (var codePoint in codePoints)
        {
            text.Append(new Rune(codePoint).ToString());
        }

        return text.ToString();
    }

    private static List<int> Decomposed(string text)
    {
        var result = new List<int>(text.Length + 8);
        foreach (var codePoint in CodePoints(text))
        {
            Decompose(codePoint, result);
        }

        Order(result);
        return result;
    }

    private static void Decompose(int codePoint, List<int> result)
    {
        var syllable = codePoint - FirstSyllable;
        if (syllable is >= 0 and < Leads * Vowels * Tails)
        {
            result.Add(FirstLead + (syllable / (Vowels * Tails)));
            result.Add(FirstVowel + (syllable % (Vowels * Tails) / Tails));
            if (syllable % Tails > 0)
            {
                result.Add(BeforeTails + (syllable % Tails));
            }
        }
        else if (UnicodeTables.All.Decompositions.TryGetValue(codePoint, out var parts))
        {
            foreach (var part in parts)
            {
                Decompose(part, result);
            }
        }
        else
        {
            result.Add(codePoint);
        }
    }

    /// <summary>Sorts marks that do not touch each other into the order of their classes.</summary>
    private static void Order(List<int> codePoints)
    {
        for (var start = 0; start < codePoints.Count; start++)
        {
            var end = start;
            while (end < codePoints.Count && ClassOf(codePoints[end]) > 0)
            {
                end++;
            }

            if (end - start > 1)
            {
                // A stable sort: hostile texts have thousands of marks in a row.
                var ordered = codePoints.GetRange(start, end - start).OrderBy(ClassOf).ToList();
                for (var i = 0; i < ordered.Count; i++)
                {
                    codePoints[start + i] = ordered[i];
                }
            }

            start = end;
        }
    }

    private static List<int> Composed(List<int> decomposed)
    {
        var result = new List<int>(decomposed.Count);
        var (starter, lastClass) = (-1, -1);
        foreach (var codePoint in decomposed)
        {
            var itsClass = ClassOf(codePoint);
            if (starter >= 0 && lastClass < itsClass && Pair(result[starter], codePoint) is { } composed)
            {
                result[starter] = composed;
                continue;
            }

            result.Add(codePoint);
            (starter, lastClass) = itsClass == 0 ? (result.Count - 1, -1) : (starter, itsClass);
        }

        return result;
    }

    private static int? Pair(int first, int second)
    {
        var (lead, vowel, syllable, tail) = (first - FirstLead, second - FirstVowel, first - FirstSyllable, second - BeforeTails);
        if (lead is >= 0 and < Leads && vowel is >= 0 and < Vowels)
        {
            return FirstSyllable + (((lead * Vowels) + vowel) * Tails);
        }

        return syllable is >= 0 and < Leads * Vowels * Tails && syllable % Tails == 0 && tail is > 0 and < Tails
            ? first + tail
            : UnicodeTables.All.Compositions.TryGetValue((first, second), out var composed) ? composed : null;
    }

    private static int ClassOf(int codePoint) => UnicodeTables.All.Classes.GetValueOrDefault(codePoint);
}
