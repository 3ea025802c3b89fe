using System.Buffers;
using System.Buffers.Binary;

namespace LanTalk.Server.Connections;

/// <summary>
/// The first record of a TLS connection, as far as it must be known before the handshake. What is looked for is looked for anywhere in it and not
/// where it belongs: a false alarm costs little, and a mistake in a parser more.
/// </summary>
internal static class ClientHello
{
    private const int RecordHeaderLength = 5;
    private const int HandshakeHeaderLength = 4;
    private const int MaxRecordLength = 16 * 1024;

    /// <summary>The type of the extension <c>pre_shared_key</c> (RFC 8446, 4.2.11), with which a client asks to resume.</summary>
    private static ReadOnlySpan<byte> PreSharedKey => [0, 41];

    /// <summary>The name of version 3 among those that a client offers (ALPN, RFC 7301), after its length.</summary>
    private static ReadOnlySpan<byte> Chat => "\u0009lantalk/3"u8;

    /// <summary>
    /// Whether it is certain that a client does not ask to resume: its whole ClientHello is there, in one record, and nowhere in it are the bytes
    /// with which it would ask.
    /// </summary>
    public static bool AsksForNoResumption(in ReadOnlySequence<byte> received)
    {
        if (received.Length < RecordHeaderLength + HandshakeHeaderLength || ReadRecord(received) is not { } record)
        {
            return false;
        }

        Span<byte> header = stackalloc byte[sizeof(uint)];
        received.Slice(RecordHeaderLength, header.Length).CopyTo(header);
        var messageLength = (int)(BinaryPrimitives.ReadUInt32BigEndian(header) & 0xffffff);
        return messageLength + HandshakeHeaderLength <= record.Length && record.Span.IndexOf(PreSharedKey) < 0;
    }

    /// <summary>Whether a client wants version 3 of the chat; null as long as the record has not come as a whole.</summary>
    public static bool? AsksForChat(in ReadOnlySequence<byte> received)
    {
        if (received.Length < RecordHeaderLength)
        {
            return null;
        }

        if (ReadRecord(received) is { } record)
        {
            return record.Span.IndexOf(Chat) >= 0;
        }

        // What is longer is no TLS, and nobody waits for its end.
        return LengthOf(received) > MaxRecordLength ? false : null;
    }

    private static int LengthOf(in ReadOnlySequence<byte> received)
    {
        Span<byte> header = stackalloc byte[RecordHeaderLength];
        received.Slice(0, header.Length).CopyTo(header);
        return BinaryPrimitives.ReadUInt16BigEndian(header[3..]);
    }

    /// <summary>What is in the record; null if not all of it is there.</summary>
    private static ReadOnlyMemory<byte>? ReadRecord(in ReadOnlySequence<byte> received)
    {
        var length = LengthOf(received);
        if (received.Length < RecordHeaderLength + length)
        {
            return null;
        }

        var record = received.Slice(RecordHeaderLength, length);
        return record.IsSingleSegment ? record.First : record.ToArray();
    }
}
