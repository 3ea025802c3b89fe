using LanTalk.Protocol.Text;

namespace LanTalk.Server.Moderation;

/// <summary>
/// Parses what follows the user of a <c>/ban</c> or <c>/mute</c>: a reason, with a duration before or after it: <c>for 2h rude</c>, <c>rude for
/// 2h</c>.
/// </summary>
internal static class PenaltyWords
{
    private const string For = "for";

    /// <summary>Parses the words.</summary>
    /// <param name="words">The typed words.</param>
    /// <param name="time">The duration; null if there is none.</param>
    /// <param name="reason">The rest; empty if there is none.</param>
    /// <returns>False if there is a "for" with an invalid duration; <paramref name="reason"/> is then the text given as the duration.</returns>
    public static bool TryRead(string words, out TimeSpan? time, out string reason)
    {
        (time, reason) = (null, words);
        var (first, rest) = FirstWord.Split(words);
        if (first == For)
        {
            var (text, behind) = FirstWord.Split(rest);
            return TryTake(text, behind, out time, out reason);
        }

        // The last "for" with one or two words behind it: for 2h, for 2 hours.
        var all = words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var at = Array.LastIndexOf(all, For);
        return at < 0 || at < all.Length - 3 || at == all.Length - 1 || !char.IsAsciiDigit(all[at + 1][0]) // "for spamming" is a reason
            || TryTake(string.Join(' ', all[(at + 1)..]), string.Join(' ', all[..at]), out time, out reason);
    }

    private static bool TryTake(string text, string rest, out TimeSpan? time, out string reason)
    {
        var isTime = PenaltyTime.TryParse(text, out var read);
        time = isTime ? read : null;
        reason = isTime ? rest : text;
        return isTime;
    }
}
