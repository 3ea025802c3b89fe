using System.Buffers.Binary;

namespace LanTalk.Server.Transfers;

/// <summary>Writes the fields of an archive in a row, little-endian, into bytes of a known length.</summary>
internal struct ZipFields(int length)
{
    private readonly byte[] _bytes = new byte[length];
    private int _at;

    public void Write16(ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_bytes.AsSpan(_at), value);
        _at += sizeof(ushort);
    }

    public void Write32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(_at), value);
        _at += sizeof(uint);
    }

    public void Write64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(_at), value);
        _at += sizeof(long);
    }

    public void Write(byte[] bytes)
    {
        bytes.CopyTo(_bytes, _at);
        _at += bytes.Length;
    }

    /// <summary>All of them.</summary>
    /// <exception cref="InvalidOperationException">There are fewer than were promised.</exception>
    public readonly byte[] ToArray() => _at == _bytes.Length ? _bytes : throw new InvalidOperationException("A field is missing.");
}
