using System.Buffers;
using System.Buffers.Binary;

namespace LanTalk.Server.Connections;

/// <summary>
/// Inspects the first record of a TLS connection for what must be known before the handshake. The extensions are not parsed: a false alarm costs
/// little, a parsing mistake would cost more.
/// </summary>
internal static class ClientHello
{
    private const int RecordHeaderLength = 5;
    private const int HandshakeHeaderLength = 4;
    private const int MaxRecordLength = 16 * 1024;

    /// <summary>The type of the <c>pre_shared_key</c> extension (RFC 8446, 4.2.11), with which a client asks to resume.</summary>
    private static ReadOnlySpan<byte> PreSharedKey => [0, 41];

    /// <summary>The beginning of the names of version 3 and of its files in the list of protocols that a client offers (ALPN, RFC 7301).</summary>
    private static ReadOnlySpan<byte> Version3 => "lantalk/3"u8;

    /// <summary>
    /// Whether a client certainly does not ask to resume: its whole ClientHello is there, in one record, and the bytes of the extension occur nowhere
    /// in it.
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

    /// <summary>Whether a client wants version 3 of the chat, or its files; null until the whole record has arrived.</summary>
    public static bool? AsksForVersion3(in ReadOnlySequence<byte> received)
    {
        if (received.Length < RecordHeaderLength)
        {
            return null;
        }

        if (ReadRecord(received) is { } record)
        {
            return record.Span.IndexOf(Version3) >= 0;
        }

        // A longer record is not TLS, and not worth waiting for.
        return LengthOf(received) > MaxRecordLength ? false : null;
    }

    private static int LengthOf(in ReadOnlySequence<byte> received)
    {
        Span<byte> header = stackalloc byte[RecordHeaderLength];
        received.Slice(0, header.Length).CopyTo(header);
        return BinaryPrimitives.ReadUInt16BigEndian(header[3..]);
    }

    /// <summary>The record's content; null if it has not arrived completely.</summary>
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
