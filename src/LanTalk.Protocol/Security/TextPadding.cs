using System.Text;

namespace LanTalk.Protocol.Security;

/// <summary>
/// Hides the length of a text within a block of 64 bytes: its UTF-8, one byte 0x80, then zeros to the end of the block (ISO/IEC 7816-4). Removing the
/// zeros and the 0x80 leaves the text, whatever it ends with.
/// </summary>
internal static class TextPadding
{
    public const int BlockLength = 64;

    private const byte Mark = 0x80;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The length of a padded text.</summary>
    /// <param name="textLength">The length of the text, in UTF-8 bytes.</param>
    public static int PaddedLength(int textLength) => ((textLength / BlockLength) + 1) * BlockLength;

    public static byte[] Pad(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        var padded = new byte[PaddedLength(length)];
        Encoding.UTF8.GetBytes(text, padded);
        padded[length] = Mark;
        return padded;
    }

    /// <summary>The text; null if the bytes are not the result of <see cref="Pad"/>.</summary>
    public static string? TryUnpad(ReadOnlySpan<byte> padded)
    {
        var length = padded.LastIndexOfAnyExcept((byte)0);
        if (length < 0 || padded[length] != Mark || padded.Length != PaddedLength(length))
        {
            return null;
        }

        try
        {
            return Strict.GetString(padded[..length]);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
