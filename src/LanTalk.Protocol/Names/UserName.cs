namespace LanTalk.Protocol.Names;

/// <summary>
/// The rules for the name of a user or a server: ASCII letters, digits, <c>_</c> and <c>-</c>. Other scripts are left out
/// because their look-alikes would let one user pass for another. Names compare without regard to case.
/// </summary>
public static class UserName
{
    /// <summary>The longest name in characters, unless a server is told otherwise.</summary>
    public const int DefaultMaxLength = 24;

    /// <summary>How names compare.</summary>
    public static StringComparer Comparer => StringComparer.OrdinalIgnoreCase;

    /// <summary>Whether <paramref name="name"/> keeps the rules.</summary>
    public static bool IsValid(ReadOnlySpan<char> name, int maxLength = DefaultMaxLength)
    {
        if (name.IsEmpty || name.Length > maxLength)
        {
            return false;
        }

        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The nearest valid name: what the rules forbid becomes <c>-</c>, and what is too long is cut.</summary>
    /// <param name="text">Any text, such as a login or host name.</param>
    /// <param name="fallback">The name to take if nothing of <paramref name="text"/> can be kept.</param>
    public static string From(string text, string fallback)
    {
        var letters = text.Select(c => IsValid([c]) ? c : '-').Take(DefaultMaxLength).ToArray();
        var name = new string(letters).Trim('-');
        return name.Length == 0 ? fallback : name;
    }
}
