using System.Text;

namespace LanTalk.Protocol.Unicode;

/// <summary>Makes texts equal that differ only in case, in width or in letters of the same shape.</summary>
public static class Folding
{
    /// <summary>Without case: full case folding, decomposed (Unicode, definition D145).</summary>
    public static string Fold(string text) =>
        Ascii.IsValid(text) ? text.ToLowerInvariant() : Normalization.Decompose(Map(Normalization.Decompose(text), UnicodeTables.All.Folds));

    /// <summary>Full-width Latin and half-width kana in their ordinary forms.</summary>
    public static string FoldWidth(string text) => Ascii.IsValid(text) ? text : Map(text, UnicodeTables.All.Widths);

    /// <summary>The skeleton of UTS #39, which is the same for texts that look alike. It is only for comparisons.</summary>
    public static string SkeletonOf(string text) =>
        Normalization.Decompose(Map(Normalization.Decompose(text), UnicodeTables.All.Confusables));

    private static string Map(string text, Dictionary<int, int[]> table) =>
        Normalization.Text(Normalization.CodePoints(text).SelectMany(codePoint => table.TryGetValue(codePoint, out var mapped) ? mapped : [codePoint]));
}
