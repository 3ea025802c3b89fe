using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace LanTalk.Benchmarks.Load;

/// <summary>
/// The beginning of every text of the load, so that its receivers can check it: a sign that nothing else on the wire contains, then sender, number
/// and time, four bits a letter, so that every chat protocol carries it as plain text.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Mark(byte Sender, uint Number, long Time)
{
    /// <summary>The first byte of a mark.</summary>
    public const byte Sign = (byte)'^';

    /// <summary>Its length in bytes.</summary>
    public const int Length = 1 + 2 + 8 + 16;

    private const ulong LetterBits = 0x4040404040404040;
    private const ulong ValueBits = 0x0F0F0F0F0F0F0F0F;

    /// <summary>Writes the mark to the front of a text.</summary>
    public void Write(Span<byte> text)
    {
        text[0] = Sign;
        text[1] = (byte)('@' | (Sender & 15));
        text[2] = (byte)('@' | (Sender >> 4));
        WriteWord(text[3..], Number);
        WriteWord(text[11..], (uint)Time);
        WriteWord(text[19..], (uint)(Time >> 32));
    }

    /// <summary>Reads the sender of a mark.</summary>
    public static byte SenderOf(ReadOnlySpan<byte> text) => (byte)((text[1] & 15) | ((text[2] & 15) << 4));

    /// <summary>Reads the number of a mark.</summary>
    public static uint NumberOf(ReadOnlySpan<byte> text) => ReadWord(text[3..]);

    /// <summary>Reads the time of a mark.</summary>
    public static long TimeOf(ReadOnlySpan<byte> text) => ReadWord(text[11..]) | ((long)ReadWord(text[19..]) << 32);

    private static void WriteWord(Span<byte> text, uint value)
    {
        ulong letters = 0;
        for (var i = 0; i < 8; i++)
        {
            letters |= (ulong)((value >> (4 * i)) & 15) << (8 * i);
        }

        BinaryPrimitives.WriteUInt64LittleEndian(text, letters | LetterBits);
    }

    private static uint ReadWord(ReadOnlySpan<byte> text)
    {
        var letters = BinaryPrimitives.ReadUInt64LittleEndian(text);
        if (Bmi2.X64.IsSupported)
        {
            return (uint)Bmi2.X64.ParallelBitExtract(letters, ValueBits);
        }

        uint value = 0;
        for (var i = 0; i < 8; i++)
        {
            value |= (uint)((letters >> (8 * i)) & 15) << (4 * i);
        }

        return value;
    }
}
