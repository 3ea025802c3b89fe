using System.Globalization;
using System.Text;
using LanTalk.Protocol.Unicode;

namespace LanTalk.Protocol.Names;

/// <summary>
/// The rules for the name of a user or a server: letters, marks and digits of any script, <c>_</c> and <c>-</c>, counted in characters as people see
/// them. A name is of one script, as far as UTS #39 demands, and names that look alike count as one: see <see cref="NameKey"/>.
/// </summary>
public static class UserName
{
    /// <summary>The longest name in characters, unless a server is told otherwise.</summary>
    public const int DefaultMaxLength = 24;

    /// <summary>The most UTF-16 units of a character of a name: no script needs more for long, and a name must have a limit.</summary>
    public const int MostUnitsPerCharacter = 4;

    /// <summary>More marks on a letter do not occur in writing (UTS #39, section 5.4).</summary>
    private const int MostMarks = 4;

    /// <summary>How names compare.</summary>
    public static StringComparer Comparer { get; } = new NameComparer();

    /// <summary>A name as it is stored and shown: in the composed form, however it was typed.</summary>
    public static string Compose(string name) => Normalization.Compose(name);

    /// <summary>Whether <paramref name="name"/> follows the rules, in any form.</summary>
    public static bool IsValid(string name, int maxLength = DefaultMaxLength) => FaultOf(name, maxLength) is null;

    /// <summary>The error in a name, and what to do, such as <c>a name has no blanks: try Anna-Maria</c>; null if it is valid.</summary>
    public static string? ProblemOf(string name, int maxLength = DefaultMaxLength) => ProblemOf(name, maxLength, "a name");

    /// <summary>The same for the name of something else, such as a room.</summary>
    internal static string? ProblemOf(string name, int maxLength, string subject) => FaultOf(name, maxLength) switch
    {
        null => null,
        NameFault.MixesScripts => $"{subject} is written in one script, so that none can pass for another by letters that look alike",
        _ when name.Any(char.IsWhiteSpace) && From(name, "") is { Length: > 0 } nearest && IsValid(nearest, maxLength) =>
            $"{subject} has no blanks: try {nearest}",
        _ => maxLength == int.MaxValue
            ? $"{subject} is made of letters and digits of any script, '_' and '-'"
            : $"{subject} is 1 to {maxLength} letters or digits of any script, '_' or '-'",
    };

    /// <summary>The error in a name; null if it is valid.</summary>
    public static NameFault? FaultOf(string name, int maxLength = DefaultMaxLength)
    {
        if (Ascii.IsValid(name))
        {
            return name.Length > 0 && name.Length <= maxLength && name.All(IsAllowedAscii) ? null : NameFault.Malformed;
        }

        // Before it is composed: input from the network may be long.
        if (name.Length > (long)maxLength * MostUnitsPerCharacter * 2)
        {
            return NameFault.Malformed;
        }

        name = Compose(name);
        var isShort = name.Length <= (long)maxLength * MostUnitsPerCharacter && new StringInfo(name).LengthInTextElements <= maxLength;
        return !isShort || !IsWritten(name, out var scripts) || !HasMarksOnLetters(Normalization.Decompose(name))
            ? NameFault.Malformed
            : ScriptRule.Allows(scripts) ? null : NameFault.MixesScripts;
    }

    /// <summary>The nearest valid name: forbidden characters become <c>-</c>, and one that is too long is cut.</summary>
    /// <param name="text">Any text, such as a login or host name.</param>
    /// <param name="fallback">The name to use if nothing of <paramref name="text"/> can be kept.</param>
    public static string From(string text, string fallback)
    {
        var name = new StringBuilder();
        foreach (var rune in Compose(text).EnumerateRunes())
        {
            name.Append((rune.IsAscii ? IsAllowedAscii((char)rune.Value) : IsAllowed(rune, out _)) ? rune.ToString() : "-");
        }

        var nearest = Cut(name.ToString(), DefaultMaxLength).Trim('-');
        return IsValid(nearest) ? nearest : fallback;
    }

    /// <summary>The beginning of a name, of at most this many characters.</summary>
    public static string Cut(string name, int length) =>
        StringInfo.ParseCombiningCharacters(name) is var starts && starts.Length > length ? name[..starts[length]] : name;

    /// <summary>Whether a character of ASCII is allowed: without the tables, which take a while to load.</summary>
    private static bool IsAllowedAscii(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '-';

    private static bool IsAllowed(Rune rune, out string[] scripts)
    {
        scripts = [];
        return rune.Value is '_' or '-' || UnicodeTables.All.MayStandInName(rune.Value, out scripts);
    }

    /// <summary>Whether all characters of a name are allowed in names, with digits of one kind.</summary>
    private static bool IsWritten(string name, out List<string[]> scripts)
    {
        scripts = [];
        var zero = -1;
        foreach (var rune in name.EnumerateRunes())
        {
            if (!IsAllowed(rune, out var some))
            {
                return false;
            }

            scripts.Add(some);
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber)
            {
                var itsZero = rune.Value - (int)Rune.GetNumericValue(rune);
                if (zero >= 0 && zero != itsZero)
                {
                    return false;
                }

                zero = itsZero;
            }
        }

        return true;
    }

    /// <summary>Whether marks are on letters, none twice in a row, and not too many.</summary>
    /// <param name="name">The decomposed name, in which no mark is hidden in a letter.</param>
    private static bool HasMarksOnLetters(string name)
    {
        var marks = -1; // no letter for one yet
        var last = default(Rune);
        foreach (var rune in name.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark)
            {
                if (marks < 0 || ++marks > MostMarks || rune == last)
                {
                    return false;
                }
            }
            else
            {
                marks = Rune.IsLetter(rune) ? 0 : -1;
            }

            last = rune;
        }

        return true;
    }
}
