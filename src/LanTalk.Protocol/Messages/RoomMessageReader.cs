using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;

namespace LanTalk.Protocol.Messages;

/// <summary>
/// Reads room messages in exactly the form in which <see cref="MessageJson.WritePlainRoomMessage"/> and the room write them, many times faster than
/// the serializer: in a busy room, a client reads little else.
/// </summary>
internal static class RoomMessageReader
{
    // The end of a string without escapes; and characters that would have to be unescaped, or that are not allowed (RFC 8259, section 7).
    private static readonly SearchValues<byte> NotPlain =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(control => (byte)control), (byte)'"', (byte)'\\']);

    /// <summary>The message; null if it is of another kind or form, which the serializer reads.</summary>
    public static RoomMessage? TryRead(ReadOnlySpan<byte> frame)
    {
        string? room = null, nonce = null;
        if (!Utf8.IsValid(frame)
            || !TryReadString(ref frame, "{\"type\":\"message\",\"ts\":\""u8, out var timestamp)
            || !TryReadString(ref frame, ",\"user\":\""u8, out var user)
            || !TryReadString(ref frame, ",\"text\":\""u8, out var text)
            || (frame.StartsWith(",\"r"u8) && !TryReadString(ref frame, ",\"room\":\""u8, out room))
            || (frame.StartsWith(",\"n"u8) && !TryReadString(ref frame, ",\"nonce\":\""u8, out nonce))
            || !TryReadNumber(ref frame, ",\"id\":"u8, out var id)
            || !TryReadNumber(ref frame, ",\"at\":"u8, out var at))
        {
            return null;
        }

        return frame.TrimEnd((byte)'\n').SequenceEqual("}"u8)
            ? new RoomMessage(timestamp, user, text) { Id = id, At = at, Room = room, Nonce = nonce }
            : null;
    }

    private static bool TryReadString(ref ReadOnlySpan<byte> frame, ReadOnlySpan<byte> before, [NotNullWhen(true)] out string? value)
    {
        value = null;
        if (!frame.StartsWith(before))
        {
            return false;
        }

        var rest = frame[before.Length..];
        var end = rest.IndexOfAny(NotPlain);
        if (end < 0 || rest[end] != '"')
        {
            return false;
        }

        value = Encoding.UTF8.GetString(rest[..end]);
        frame = rest[(end + 1)..];
        return true;
    }

    private static bool TryReadNumber(ref ReadOnlySpan<byte> frame, ReadOnlySpan<byte> before, out long value)
    {
        value = 0;
        if (!frame.StartsWith(before)
            || frame[before.Length..] is not [>= (byte)'1' and <= (byte)'9', ..] digits
            || !Utf8Parser.TryParse(digits, out value, out int length))
        {
            return false;
        }

        frame = digits[length..];
        return true;
    }
}
