namespace LanTalk.Protocol.Unicode;

/// <summary>
/// The scripts that do not separate words by blanks: Chinese, Japanese, Thai and the like write none, and Korean appends particles. There, words can
/// only be found within longer text.
/// </summary>
public static class UnspacedScripts
{
    // By blocks, first and last: https://www.unicode.org/Public/UCD/latest/ucd/Blocks.txt
    private static readonly (int First, int Last)[] Blocks =
    [
        (0x0e00, 0x0eff), // Thai, Lao
        (0x1000, 0x109f), // Myanmar
        (0x1100, 0x11ff), // Hangul Jamo
        (0x1780, 0x17ff), // Khmer
        (0x1950, 0x19ff), // Tai Le, New Tai Lue, Khmer symbols
        (0x1a20, 0x1aaf), // Tai Tham
        (0x1b00, 0x1b7f), // Balinese
        (0x2e80, 0x2fff), // radicals
        (0x3005, 0x3007),
        (0x3021, 0x318f), // numerals, kana, Bopomofo, Hangul
        (0x31a0, 0x31ff), // Bopomofo, strokes, kana
        (0x3400, 0x4dbf), // Han
        (0x4e00, 0xa4cf), // Han, Yi
        (0xa960, 0xa97f), // Hangul Jamo
        (0xa980, 0xa9ff), // Javanese, Myanmar
        (0xaa60, 0xaadf), // Myanmar, Tai Viet
        (0xac00, 0xd7ff), // Hangul
        (0xf900, 0xfaff), // Han
        (0xff66, 0xffdc), // half-width kana and Hangul
        (0x16f00, 0x18fff), // Miao, Tangut, Khitan
        (0x1aff0, 0x1b2ff), // kana, Nushu
        (0x20000, 0x3ffff), // Han
    ];

    /// <summary>Whether a character belongs to one of them.</summary>
    public static bool Has(int character)
    {
        if (character < Blocks[0].First)
        {
            return false;
        }

        foreach (var (first, last) in Blocks)
        {
            if (character <= last)
            {
                return character >= first;
            }
        }

        return false;
    }
}
