using System.Globalization;

namespace LanTalk.Server.Transfers;

/// <summary>The part of a content that is asked for (RFC 9110, section 14).</summary>
/// <param name="Start">The first byte.</param>
/// <param name="End">The one behind the last.</param>
internal sealed record ByteRange(long Start, long End)
{
    private const string Unit = "bytes=";

    /// <summary>Reads a header <c>Range</c> with one range; null if it makes no sense for a content of this size.</summary>
    public static ByteRange? TryParse(string text, long size)
    {
        if (!text.StartsWith(Unit, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var value = text.AsSpan(Unit.Length).Trim();
        var dash = value.IndexOf('-');
        if (dash < 0)
        {
            return null;
        }

        var first = value[..dash];
        var last = value[(dash + 1)..];
        if (first.IsEmpty)
        {
            return TryRead(last, out var length) && length > 0 ? new ByteRange(Math.Max(0, size - length), size) : null;
        }

        var end = size - 1;
        if (!TryRead(first, out var start) || (!last.IsEmpty && !TryRead(last, out end)) || end < start || start >= size)
        {
            return null;
        }

        return new ByteRange(start, Math.Min(end, size - 1) + 1);
    }

    private static bool TryRead(ReadOnlySpan<char> digits, out long number) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
