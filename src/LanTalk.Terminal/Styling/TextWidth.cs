using System.Globalization;
using System.Text;
using Wcwidth;

namespace LanTalk.Terminal.Styling;

/// <summary>How many columns text takes on a terminal, by grapheme clusters (UAX 29): an emoji of several code points is one.</summary>
internal static class TextWidth
{
    private const char EmojiPresentation = '\ufe0f';

    /// <summary>The columns of a whole text.</summary>
    public static int Of(ReadOnlySpan<char> text)
    {
        var width = 0;
        while (!text.IsEmpty)
        {
            var length = StringInfo.GetNextTextElementLength(text);
            width += OfCluster(text[..length]);
            text = text[length..];
        }

        return width;
    }

    /// <summary>The columns of one grapheme cluster: those of its widest part.</summary>
    public static int OfCluster(ReadOnlySpan<char> cluster)
    {
        if (cluster.Length == 1 && cluster[0] is >= ' ' and < '\x7f')
        {
            return 1;
        }

        var width = 0;
        foreach (var rune in cluster.EnumerateRunes())
        {
            width = Math.Max(width, UnicodeCalculator.GetWidth(rune.Value));
        }

        // A character asked to look like an emoji, and a flag of two regional indicators, are as wide as any emoji.
        return cluster.Length > 1 && (cluster.Contains(EmojiPresentation) || IsFlag(cluster)) ? 2 : width;
    }

    private static bool IsFlag(ReadOnlySpan<char> cluster) =>
        cluster.Length == 4 && Rune.DecodeFromUtf16(cluster, out var first, out _) == global::System.Buffers.OperationStatus.Done
        && first.Value is >= 0x1f1e6 and <= 0x1f1ff;
}
