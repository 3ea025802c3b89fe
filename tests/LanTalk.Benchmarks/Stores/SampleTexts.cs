using System.Text;

namespace LanTalk.Benchmarks.Stores;

/// <summary>Texts like those of people: a few words or letters are frequent, many are rare.</summary>
internal sealed class SampleTexts(Random random, string script)
{
    private const int LatinLength = 64;
    private const int OtherLength = 24;

    private const string ThaiConsonants = "กขคงจชซดตถทนบปพฟมยรลวสหอ";
    private const string ThaiVowels = "ะาิีึืุูเแโไ่้";

    /// <summary>The scripts of the texts.</summary>
    public static string[] Scripts { get; } = ["latin", "chinese", "thai"];

    /// <summary>A text, in UTF-8.</summary>
    public byte[] Next() => script switch
    {
        "chinese" => Encoding.UTF8.GetBytes(Letters(OtherLength, Han)),
        "thai" => Encoding.UTF8.GetBytes(Letters(OtherLength, Thai)),
        _ => Encoding.ASCII.GetBytes(Latin()),
    };

    /// <summary>The letter of a rank: the first is the most frequent.</summary>
    public static char Han(int rank) => (char)(0x4e00 + rank);

    // The k-th word is about 1/k as frequent as the first, and every other text contains "the".
    private string Latin()
    {
        var text = new StringBuilder();
        while (text.Length < LatinLength)
        {
            text.Append(random.Next(12) == 0 ? "the" : $"w{Rank(10_000)}").Append(' ');
        }

        return text.ToString(0, LatinLength);
    }

    private static string Letters(int length, Func<string> next)
    {
        var text = new StringBuilder();
        while (text.Length < length)
        {
            text.Append(next());
        }

        return text.ToString();
    }

    private string Han() => Han(Rank(3_000)).ToString();

    private string Thai() => random.Next(2) == 0
        ? ThaiConsonants[Rank(ThaiConsonants.Length)].ToString()
        : $"{ThaiConsonants[Rank(ThaiConsonants.Length)]}{ThaiVowels[Rank(ThaiVowels.Length)]}";

    private int Rank(int count) => (int)Math.Pow(count, random.NextDouble()) - 1 is var rank && rank < count ? rank : 0;
}
