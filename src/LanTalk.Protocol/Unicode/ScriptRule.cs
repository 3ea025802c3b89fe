namespace LanTalk.Protocol.Unicode;

/// <summary>
/// The scripts that may be combined in a name: one, or those of Chinese, Japanese or Korean with Latin ("highly restrictive" in UTS #39).
/// </summary>
internal static class ScriptRule
{
    private static readonly string[][] Together = [["Latn", "Hani", "Hira", "Kana"], ["Latn", "Hani", "Bopo"], ["Latn", "Hani", "Hang"]];

    /// <summary>Whether characters may be combined.</summary>
    /// <param name="scripts">The scripts that each is used in; empty for characters that are used in any.</param>
    public static bool Allows(IEnumerable<string[]> scripts)
    {
        var used = scripts.Where(some => some.Length > 0).ToList();
        return used.Count == 0
            || used[0].Any(script => used.TrueForAll(some => some.Contains(script, StringComparer.Ordinal)))
            || Together.Any(allowed => used.TrueForAll(some => some.Any(script => allowed.Contains(script, StringComparer.Ordinal))));
    }
}
