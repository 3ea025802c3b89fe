using System.Buffers.Binary;

namespace LanTalk.Server.Tests.WebSockets;

/// <summary>A frame of a browser's, right or wrong in any of its parts.</summary>
internal static class ClientFrame
{
    public const int Text = 1;
    public const int Binary = 2;
    public const int Close = 8;
    public const int Ping = 9;
    public const int Pong = 10;

    public static byte[] Write(int opcode, byte[] payload, bool isFinal = true, bool isMasked = true, int reserved = 0, uint mask = 0x7a5b1c0f)
    {
        var bytes = new List<byte> { (byte)((isFinal ? 0x80 : 0) | (reserved << 4) | opcode) };
        var length = new byte[8];
        var maskedBit = isMasked ? 0x80 : 0;
        switch (payload.Length)
        {
            case < 126:
                bytes.Add((byte)(maskedBit | payload.Length));
                break;
            case <= 65_535:
                bytes.Add((byte)(maskedBit | 126));
                BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)payload.Length);
                bytes.AddRange(length[..2]);
                break;
            default:
                bytes.Add((byte)(maskedBit | 127));
                BinaryPrimitives.WriteUInt64BigEndian(length, (ulong)payload.Length);
                bytes.AddRange(length);
                break;
        }

        var four = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(four, mask);
        bytes.AddRange(isMasked ? four : []);
        bytes.AddRange(isMasked ? payload.Select((each, at) => (byte)(each ^ four[at % 4])) : payload);
        return [.. bytes];
    }
}
