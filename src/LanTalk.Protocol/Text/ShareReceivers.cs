namespace LanTalk.Protocol.Text;

/// <summary>Says who has got a share.</summary>
public static class ShareReceivers
{
    /// <summary>The most names in a sentence.</summary>
    private const int MostNames = 5;

    /// <summary>A text like <c>3 have it: Dora, Bob, Carol</c>; null if nobody has it.</summary>
    /// <param name="count">How many have it; null for nobody.</param>
    /// <param name="names">The names of some of them; they are made safe to show.</param>
    public static string? Describe(int? count, IReadOnlyList<string>? names)
    {
        if (count is not > 0)
        {
            return null;
        }

        var shown = (names ?? []).Take(MostNames).Select(SafeText.Clean).ToList();
        var rest = count.Value - shown.Count;
        var list = string.Join(", ", shown) + (rest > 0 && shown.Count > 0 ? $" and {rest} more" : "");
        return $"{count} {(count == 1 ? "has" : "have")} it" + (list.Length > 0 ? $": {list}" : "");
    }
}
