using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace LanTalk.Protocol.Text;

/// <summary>
/// Bytes as text: base64url without padding (RFC 4648, 5). Any bytes have one spelling, and others are not read: so texts may be compared
/// instead of bytes.
/// </summary>
public static class Base64UrlText
{
    /// <summary>Writes bytes.</summary>
    public static string Write(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    /// <summary>Reads exactly this many bytes.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, int length, [NotNullWhen(true)] out byte[]? bytes)
    {
        if (!TryReadUpTo(text, length, out bytes) || bytes.Length != length)
        {
            bytes = null;
        }

        return bytes is not null;
    }

    /// <summary>Reads at most this many bytes.</summary>
    public static bool TryReadUpTo(ReadOnlySpan<char> text, int maxLength, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;

        // Checked first, so that nobody makes us decode a megabyte.
        if (text.Length > Base64Url.GetEncodedLength(maxLength))
        {
            return false;
        }

        // The decoder overlooks blanks, padding and stray bits at the end; comparing with its inverse does not.
        var buffer = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (Base64Url.DecodeFromChars(text, buffer, out _, out var length) == OperationStatus.Done && text.SequenceEqual(Write(buffer.AsSpan(0, length))))
        {
            bytes = length == buffer.Length ? buffer : buffer[..length];
        }

        return bytes is not null;
    }
}
