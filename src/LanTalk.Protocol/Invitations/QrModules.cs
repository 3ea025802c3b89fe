using LanTalk.Protocol.Text;

namespace LanTalk.Protocol.Invitations;

/// <summary>The modules of a QR code (ISO/IEC 18004), dark or light, without the quiet zone around them.</summary>
public sealed class QrModules
{
    // Versions 1 to 40 of the standard.
    private const int SmallestSize = 21, LargestSize = 177, SizeStep = 4;

    private readonly byte[] _bits;

    private QrModules(byte[] bits, int size) => (_bits, Size) = (bits, size);

    /// <summary>How many modules a side has.</summary>
    public int Size { get; }

    /// <summary>Whether a module is dark. Outside of the code all is light.</summary>
    public bool this[int row, int column] => row >= 0 && row < Size && column >= 0 && column < Size && IsSet(_bits, (row * Size) + column);

    /// <summary>Modules that were made here.</summary>
    /// <param name="size">How many a side has.</param>
    /// <param name="isDark">Whether the module in a row and a column is dark.</param>
    public static QrModules Create(int size, Func<int, int, bool> isDark)
    {
        var bits = new byte[LengthOf(size)];
        for (var at = 0; at < size * size; at++)
        {
            if (isDark(at / size, at % size))
            {
                bits[at / 8] |= (byte)(0x80 >> (at % 8));
            }
        }

        return new QrModules(bits, size);
    }

    /// <summary>Reads what <see cref="ToString"/> writes; null if it is no code.</summary>
    public static QrModules? TryRead(string? text, int? size) =>
        size is >= SmallestSize and <= LargestSize and var side && (side - SmallestSize) % SizeStep == 0 && Base64UrlText.Read(text, LengthOf(side)) is { } bits
            ? new QrModules(bits, side)
            : null;

    /// <summary>Row by row, one bit for each module, the highest bit of a byte first; in base64url.</summary>
    public override string ToString() => Base64UrlText.Write(_bits);

    private static int LengthOf(int size) => ((size * size) + 7) / 8;

    private static bool IsSet(byte[] bits, int at) => (bits[at / 8] & (0x80 >> (at % 8))) != 0;
}
