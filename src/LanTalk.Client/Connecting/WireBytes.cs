using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace LanTalk.Client.Connecting;

/// <summary>Bytes in messages: base64url without padding.</summary>
internal static class WireBytes
{
    public static string Write(ReadOnlyMemory<byte> bytes) => Base64Url.EncodeToString(bytes.Span);

    /// <summary>Reads exactly so many bytes.</summary>
    public static bool TryRead(string? text, int length, [NotNullWhen(true)] out byte[]? bytes) =>
        TryReadUpTo(text, length, out bytes) && bytes.Length == length;

    /// <summary>Reads at most so many bytes.</summary>
    public static bool TryReadUpTo(string? text, int maxLength, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;

        // Looked at first, so that nobody makes us decode a megabyte.
        if (text is null || text.Length > Base64Url.GetEncodedLength(maxLength))
        {
            return false;
        }

        var buffer = new byte[maxLength];
        if (Base64Url.DecodeFromChars(text, buffer, out _, out var length) == OperationStatus.Done)
        {
            bytes = buffer[..length];
        }

        return bytes is not null;
    }
}
