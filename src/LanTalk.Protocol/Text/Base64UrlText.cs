using System.Buffers;
using System.Buffers.Text;

namespace LanTalk.Protocol.Text;

/// <summary>
/// Bytes as text: base64url without padding (RFC 4648, 5). Any bytes have exactly one spelling, and others are rejected, so texts may be compared
/// instead of bytes.
/// </summary>
public static class Base64UrlText
{
    /// <summary>Writes bytes.</summary>
    public static string Write(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    /// <summary>Reads exactly this many bytes; null if the number is different, or the spelling is not the only valid one.</summary>
    public static byte[]? Read(ReadOnlySpan<char> text, int length) => ReadUpTo(text, length) is { } bytes && bytes.Length == length ? bytes : null;

    /// <summary>Reads at most this many bytes; null if there are more, or the spelling is not the only valid one.</summary>
    public static byte[]? ReadUpTo(ReadOnlySpan<char> text, int maxLength)
    {
        // Checked first, so that nobody can make us decode a megabyte.
        if (text.Length > Base64Url.GetEncodedLength(maxLength))
        {
            return null;
        }

        // The decoder ignores blanks, padding and stray bits at the end; encoding again and comparing does not.
        var buffer = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (Base64Url.DecodeFromChars(text, buffer, out _, out var length) != OperationStatus.Done || !text.SequenceEqual(Write(buffer.AsSpan(0, length))))
        {
            return null;
        }

        return length == buffer.Length ? buffer : buffer[..length];
    }
}
