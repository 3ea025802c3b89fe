namespace LanTalk.Terminal.Devices;

/// <summary>The sequences that a terminal sends for keys (xterm's).</summary>
internal static class KeySequences
{
    /// <summary>The characters of a key; empty for one that does nothing.</summary>
    public static string Of(ConsoleKeyInfo key)
    {
        var isAlt = key.Modifiers.HasFlag(ConsoleModifiers.Alt);
        var isControl = key.Modifiers.HasFlag(ConsoleModifiers.Control);
        var modifier = 1 + (key.Modifiers.HasFlag(ConsoleModifiers.Shift) ? 1 : 0) + (isAlt ? 2 : 0) + (isControl ? 4 : 0);
        if (key.Key == ConsoleKey.Delete)
        {
            return modifier == 1 ? "\e[3~" : $"\e[3;{modifier}~";
        }

        if (FinalOf(key.Key) is { } final)
        {
            return modifier == 1 ? $"\e[{final}" : $"\e[1;{modifier}{final}";
        }

        var c = key.Key == ConsoleKey.Backspace ? '\x7f' : key.KeyChar;

        // Alt-Gr is Ctrl and Alt together, and makes a character like any other.
        return c == '\0' ? "" : isAlt && !(isControl && c >= ' ' && c != '\x7f') ? $"\e{c}" : $"{c}";
    }

    private static char? FinalOf(ConsoleKey key) => key switch
    {
        ConsoleKey.UpArrow => 'A',
        ConsoleKey.DownArrow => 'B',
        ConsoleKey.RightArrow => 'C',
        ConsoleKey.LeftArrow => 'D',
        ConsoleKey.End => 'F',
        ConsoleKey.Home => 'H',
        _ => null,
    };
}
