using System.Globalization;

namespace LanTalk.Protocol.Text;

/// <summary>Numbers of things as people say them: one is one.</summary>
public static class Counted
{
    /// <summary><c>1 message</c>, <c>3 messages</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">What one of them is called.</param>
    /// <param name="many">What several are called, if that is not the same with an s.</param>
    public static string Of(long count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many ?? one + "s")}");
}
