using System.Buffers;
using System.Globalization;
using System.Text;
using LanTalk.Protocol.Text;
using LanTalk.Protocol.Unicode;

namespace LanTalk.Protocol.Shares;

/// <summary>
/// Makes names of files that strangers chose into names that are safe on every system, also on one that the files are copied to later. It knows
/// nothing of what is on the disk.
/// </summary>
public static class SafeNames
{
    /// <summary>The longest name that file systems take, in bytes.</summary>
    public const int MaxLength = 255;

    private const char Replacement = '_';

    // They separate, name a drive or a stream, or mean something to Windows or to a shell's patterns.
    private const string Forbidden = "/\\:*?\"<>|";

    // Of most names, every character.
    private static readonly SearchValues<char> Plain =
        SearchValues.Create(" !#$%&'()+,-.0123456789;=@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{}~");

    private static readonly string[] Devices = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"];

    /// <summary>One part of a path made safe.</summary>
    /// <param name="name">The part.</param>
    /// <param name="isTop">
    /// Whether it goes into the directory that the user chose. A hidden file there may be one that a shell or another program obeys.
    /// </param>
    public static string Clean(string name, bool isTop)
    {
        var clean = name.AsSpan().ContainsAnyExcept(Plain) ? Replace(name) : name;
        var result = Shorten(clean.Trim(' ').TrimEnd('.', ' '), MaxLength).TrimEnd('.', ' ');
        if (result.Length == 0)
        {
            return $"{Replacement}";
        }

        if (isTop && result[0] == '.')
        {
            result = $"{Replacement}{result[1..]}";
        }

        return IsDevice(result) ? Shorten($"{Replacement}{result}", MaxLength) : result;
    }

    /// <summary>A key that is equal for names which some file system takes for the same.</summary>
    public static string KeyOf(string name) => Normalization.Compose(Folding.Fold(Normalization.Compose(name)));

    /// <summary>A name with a number, which tells it from others: <c>report (2).pdf</c>.</summary>
    /// <param name="name">The name.</param>
    /// <param name="number">The number.</param>
    public static string Numbered(string name, int number)
    {
        var (stem, extension) = Split(name);
        var mark = string.Create(CultureInfo.InvariantCulture, $" ({number})");
        return Cut(stem, MaxLength - mark.Length - Encoding.UTF8.GetByteCount(extension)).TrimEnd('.', ' ') + mark + extension;
    }

    /// <summary>A name of at most so many bytes. Its extension stays.</summary>
    public static string Shorten(string name, int maxLength)
    {
        if (Encoding.UTF8.GetByteCount(name) <= maxLength)
        {
            return name;
        }

        var (stem, extension) = Split(name);
        return Cut(stem, maxLength - Encoding.UTF8.GetByteCount(extension)) + extension;
    }

    private static string Replace(string name)
    {
        var clean = new StringBuilder(name.Length);
        foreach (var rune in Normalization.Compose(WithoutHalves(name)).EnumerateRunes())
        {
            if (Rune.IsControl(rune) || (rune.IsBmp && Forbidden.Contains((char)rune.Value, StringComparison.Ordinal)))
            {
                clean.Append(Replacement);
            }
            else if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                clean.Append(' ');
            }
            else if (!InvisibleText.IsInvisible(rune))
            {
                clean.Append(rune.ToString());
            }
        }

        return clean.ToString();
    }

    private static bool IsDevice(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var stem = (dot < 0 ? name : name[..dot]).TrimEnd(' ');
        return Devices.Contains(stem, StringComparer.OrdinalIgnoreCase)
            || (stem.Length == 4 && (stem.StartsWith("COM", StringComparison.OrdinalIgnoreCase) || stem.StartsWith("LPT", StringComparison.OrdinalIgnoreCase))
                && stem[3] is (>= '0' and <= '9') or '¹' or '²' or '³');
    }

    /// <summary>The extension with its dot; a long one is a part of the name.</summary>
    private static (string Stem, string Extension) Split(string name)
    {
        const int LongestExtension = 20;
        var dot = name.LastIndexOf('.');
        return dot <= 0 || Encoding.UTF8.GetByteCount(name[dot..]) > LongestExtension ? (name, "") : (name[..dot], name[dot..]);
    }

    private static string Cut(string text, int maxLength)
    {
        var (length, bytes) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > maxLength)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return text[..length];
    }

    // Half a character cannot be written in UTF-8.
    private static string WithoutHalves(string name)
    {
        var whole = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            whole.Append(rune.ToString());
        }

        return whole.ToString();
    }
}
