using System.Buffers;
using System.Buffers.Binary;

namespace LanTalk.Server.Connections;

/// <summary>Inspects the first record of a TLS connection for what must be known before the handshake.</summary>
internal static class ClientHello
{
    private const int RecordHeaderLength = 5;
    private const int HandshakeHeaderLength = 4;

    /// <summary>The type of the <c>pre_shared_key</c> extension (RFC 8446, 4.2.11), with which a client asks to resume.</summary>
    private static ReadOnlySpan<byte> PreSharedKey => [0, 41];

    /// <summary>
    /// Whether a client certainly does not ask to resume: its whole ClientHello is there, in one record, and the bytes of the extension occur nowhere
    /// in it. The extensions are not parsed: a false alarm costs some memory, a parsing mistake would cost more.
    /// </summary>
    public static bool AsksForNoResumption(in ReadOnlySequence<byte> received)
    {
        if (received.Length < RecordHeaderLength + HandshakeHeaderLength)
        {
            return false;
        }

        Span<byte> header = stackalloc byte[RecordHeaderLength + HandshakeHeaderLength];
        received.Slice(0, header.Length).CopyTo(header);
        var recordLength = BinaryPrimitives.ReadUInt16BigEndian(header[3..]);
        var messageLength = (int)(BinaryPrimitives.ReadUInt32BigEndian(header[RecordHeaderLength..]) & 0xffffff);
        if (received.Length < RecordHeaderLength + recordLength || messageLength + HandshakeHeaderLength > recordLength)
        {
            return false;
        }

        var record = received.Slice(RecordHeaderLength, recordLength);
        return (record.IsSingleSegment ? record.FirstSpan : record.ToArray()).IndexOf(PreSharedKey) < 0;
    }
}
