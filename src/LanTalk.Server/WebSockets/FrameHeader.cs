using System.Buffers;
using System.Buffers.Binary;

namespace LanTalk.Server.WebSockets;

/// <summary>The header of a frame (RFC 6455, section 5.2): of a client's, always masked, or of the server's, never.</summary>
/// <param name="Opcode">Its kind.</param>
/// <param name="IsFinal">Whether it ends its message.</param>
/// <param name="Length">The length of the payload.</param>
/// <param name="Mask">The mask of the payload, as its four bytes lie in memory.</param>
internal readonly record struct FrameHeader(Opcode Opcode, bool IsFinal, int Length, uint Mask)
{
    /// <summary>The longest header of a frame of the server's with up to 65,535 bytes.</summary>
    public const int MaxServerLength = 4;

    private const int MaxClientLength = 8; // two bytes, a length of two, the mask
    private const byte FinalBit = 0x80;
    private const byte ReservedBits = 0x70;
    private const byte OpcodeBits = 0x0f;
    private const byte MaskedBit = 0x80;
    private const byte LengthBits = 0x7f;
    private const int MaxControlPayload = 125;
    private const int MediumLength = 126;
    private const int LongLength = 127;

    /// <summary>Whether it carries a message or a part of one.</summary>
    public bool IsData => Opcode < Opcode.Close;

    /// <summary>Reads a client's header and passes over it; false if not all of it is there.</summary>
    /// <exception cref="WebSocketFault">It breaks a rule.</exception>
    public static bool TryRead(ref SequenceReader<byte> reader, out FrameHeader header)
    {
        header = default;
        Span<byte> bytes = stackalloc byte[MaxClientLength];
        if (!reader.TryCopyTo(bytes[..2]))
        {
            return false;
        }

        header = new FrameHeader((Opcode)(bytes[0] & OpcodeBits), (bytes[0] & FinalBit) != 0, bytes[1] & LengthBits, Mask: 0);
        header.Check((bytes[0] & ReservedBits) != 0, isMasked: (bytes[1] & MaskedBit) != 0);
        var isMedium = header.Length == MediumLength;
        bytes = bytes[..(isMedium ? MaxClientLength : MaxClientLength - sizeof(ushort))];
        if (!reader.TryCopyTo(bytes))
        {
            return false;
        }

        reader.Advance(bytes.Length);
        header = header with
        {
            Length = isMedium ? BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]) : header.Length,
            Mask = BitConverter.ToUInt32(bytes[^sizeof(uint)..]),
        };
        return !isMedium || header.Length >= MediumLength
            ? true
            : throw new WebSocketFault(CloseCode.ProtocolError, "a length was not written in its shortest form");
    }

    /// <summary>Writes the header of a whole message of the server's; returns its length.</summary>
    public static int Write(Span<byte> bytes, Opcode opcode, int length)
    {
        bytes[0] = (byte)(FinalBit | (byte)opcode);
        if (length < MediumLength)
        {
            bytes[1] = (byte)length;
            return 2;
        }

        bytes[1] = MediumLength;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], checked((ushort)length));
        return MaxServerLength;
    }

    private void Check(bool hasReservedBits, bool isMasked)
    {
        if (hasReservedBits || !Enum.IsDefined(Opcode))
        {
            throw new WebSocketFault(CloseCode.ProtocolError, "a frame used an extension that was not agreed on");
        }

        if (!isMasked)
        {
            throw new WebSocketFault(CloseCode.ProtocolError, "a frame was not masked");
        }

        if (!IsData && (!IsFinal || Length > MaxControlPayload))
        {
            throw new WebSocketFault(CloseCode.ProtocolError, "a control frame was in parts or too long");
        }

        if (Opcode == Opcode.Text)
        {
            throw new WebSocketFault(CloseCode.Unsupported, "a message was a text");
        }

        if (Length == LongLength)
        {
            throw new WebSocketFault(CloseCode.TooBig, "a frame had more than 65,535 bytes");
        }
    }
}
