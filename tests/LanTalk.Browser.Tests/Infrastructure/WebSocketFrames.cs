using System.Buffers.Binary;

namespace LanTalk.Browser.Tests.Infrastructure;

/// <summary>What a browser sends on a connection that becomes a WebSocket (RFC 6455, section 5.2). The mask hides nothing from a listener.</summary>
public static class WebSocketFrames
{
    /// <summary>The request, and the payloads of the frames after it. What is no WebSocket stays as it is.</summary>
    public static byte[] Unmask(byte[] sent)
    {
        var end = sent.AsSpan().IndexOf("\r\n\r\n"u8);
        if (end < 0 || sent.AsSpan(0, end).IndexOf("Upgrade: websocket"u8) < 0)
        {
            return sent;
        }

        var seen = new List<byte>(sent[..(end + 4)]);
        var rest = sent.AsSpan(end + 4);
        while (Header(rest) is var (header, length) && rest.Length >= header + length)
        {
            var mask = rest.Slice(header - 4, 4);
            for (var i = 0; i < length; i++)
            {
                seen.Add((byte)(rest[header + i] ^ mask[i % 4]));
            }

            rest = rest[(header + length)..];
        }

        return [.. seen];
    }

    /// <summary>How long the next frame's header and payload are; null if it is not there yet.</summary>
    private static (int Header, int Payload)? Header(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 14)
        {
            return bytes.Length >= 6 && (bytes[1] & 0x7F) < 126 ? (6, bytes[1] & 0x7F) : null;
        }

        return (bytes[1] & 0x7F) switch
        {
            126 => (8, BinaryPrimitives.ReadUInt16BigEndian(bytes[2..])),
            127 => (14, checked((int)BinaryPrimitives.ReadInt64BigEndian(bytes[2..]))),
            var length => (6, length),
        };
    }
}
