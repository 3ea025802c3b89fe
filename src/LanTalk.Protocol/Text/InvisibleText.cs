using System.Globalization;
using System.Text;

namespace LanTalk.Protocol.Text;

/// <summary>Characters that are invisible but not blanks: with them, a text looks like another one.</summary>
public static class InvisibleText
{
    /// <summary>The character that PowerShell and some editors put at the start of a file.</summary>
    public const char ByteOrderMark = '\ufeff';

    /// <summary>A text without a leading byte order mark.</summary>
    public static string WithoutByteOrderMark(string text) => text.StartsWith(ByteOrderMark) ? text[1..] : text;

    /// <summary>Whether a character is invisible. Unicode calls most of them formats; the others are its further "default ignorables".</summary>
    public static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control
        || rune.Value is 0x034f or 0x115f or 0x1160 or 0x17b4 or 0x17b5 or (>= 0x180b and <= 0x180f) or 0x2065 or 0x2800 or 0x3164
            or (>= 0xfe00 and <= 0xfe0f) or 0xffa0 or (>= 0xfff0 and <= 0xfff8) or (>= 0xe0000 and <= 0xe0fff);

    /// <summary>Whether something invisible comes before the character that a text seems to begin with.</summary>
    public static bool IsHidden(string text, char first) => Skip(text) is > 0 and var start && start < text.Length && text[start] == first;

    /// <summary>The start of a text after something invisible and blanks; 0 if there is nothing invisible.</summary>
    internal static int Skip(string text)
    {
        var (index, isHidden) = (0, false);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Rune.IsWhiteSpace(rune))
            {
                if (!IsInvisible(rune))
                {
                    break;
                }

                isHidden = true;
            }

            index += rune.Utf16SequenceLength;
        }

        return isHidden ? index : 0;
    }
}
