using System.Buffers;
using System.Buffers.Binary;

namespace LanTalk.Protocol.Security;

/// <summary>
/// The bytes that are signed or hashed: a label that names the purpose, and fields, each after its length as 4 bytes, big-endian. So no two lists of fields
/// have the same bytes, and what was made for one purpose serves for no other.
/// </summary>
internal static class LabelledFields
{
    public static byte[] Encode(ReadOnlySpan<byte> label, params ReadOnlySpan<ReadOnlyMemory<byte>> fields)
    {
        var bytes = new ArrayBufferWriter<byte>();
        Append(bytes, label);
        foreach (var field in fields)
        {
            Append(bytes, field.Span);
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static void Append(ArrayBufferWriter<byte> bytes, ReadOnlySpan<byte> field)
    {
        BinaryPrimitives.WriteInt32BigEndian(bytes.GetSpan(sizeof(int)), field.Length);
        bytes.Advance(sizeof(int));
        bytes.Write(field);
    }
}
