using System.Globalization;

namespace LanTalk.Protocol.Text;

/// <summary>Counts with their nouns, singular for one.</summary>
public static class Counted
{
    /// <summary><c>1 message</c>, <c>3 messages</c>.</summary>
    /// <param name="count">The number.</param>
    /// <param name="one">The noun in the singular.</param>
    /// <param name="many">The noun in the plural, if it does not just add an s.</param>
    public static string Of(long count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many ?? one + "s")}");
}
