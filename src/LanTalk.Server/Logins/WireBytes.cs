using System.Buffers;
using System.Buffers.Text;

namespace LanTalk.Server.Logins;

/// <summary>Bytes as they travel: base64url without padding.</summary>
internal static class WireBytes
{
    /// <summary>Writes bytes.</summary>
    public static string Write(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    /// <summary>Whether a text is at least one byte and at most so many, in their one spelling.</summary>
    public static bool IsUpTo(string text, int maxLength)
    {
        if (text.Length == 0 || text.Length > Base64Url.GetEncodedLength(maxLength))
        {
            return false;
        }

        // Four characters are three bytes; what is over is two or three for one or two.
        var length = text.Length / 4 * 3 + (text.Length % 4) switch { 2 => 1, 3 => 2, _ => 0 };
        return text.Length % 4 != 1 && Read(text, length) is not null;
    }

    /// <summary>Reads so many bytes; null if they are missing, not so many, or not in their one spelling.</summary>
    public static byte[]? Read(string? text, int length)
    {
        if (text is null || text.Length != Base64Url.GetEncodedLength(length))
        {
            return null;
        }

        var bytes = new byte[length];

        // The decoder overlooks stray bits at the end; comparing with its inverse does not.
        return Base64Url.DecodeFromChars(text, bytes, out _, out var written) == OperationStatus.Done && written == length
            && Write(bytes).Equals(text, StringComparison.Ordinal)
            ? bytes
            : null;
    }
}
