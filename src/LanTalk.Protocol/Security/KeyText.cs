using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace LanTalk.Protocol.Security;

/// <summary>
/// 32 bytes as text: 43 characters of base64url without padding. Each value has one spelling, so texts may be compared instead.
/// </summary>
internal static class KeyText
{
    private const int ByteLength = 32;

    public static string Write(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    public static bool TryRead(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? bytes)
    {
        var buffer = new byte[ByteLength];

        // The decoder overlooks blanks, padding and stray bits at the end; comparing with its inverse does not.
        var isRead = Base64Url.DecodeFromChars(text, buffer, out _, out var length) == OperationStatus.Done
            && length == ByteLength
            && text.SequenceEqual(Write(buffer));
        bytes = isRead ? buffer : null;
        return isRead;
    }
}
