using System.Text;

namespace LanTalk.Client.Terminal;

/// <summary>What the person at the terminal did.</summary>
internal enum KeyInputKind
{
    /// <summary>A key that means nothing here.</summary>
    None,

    /// <summary>Typed or pasted text.</summary>
    Text,

    /// <summary>A key that edits the line.</summary>
    Edit,

    /// <summary>Enter.</summary>
    Submit,

    /// <summary>Tab.</summary>
    Complete,

    /// <summary>Ctrl-D: delete, or the end of input on an empty line.</summary>
    EndOfInput,

    /// <summary>Ctrl-L.</summary>
    ClearScreen,
}

/// <summary>One act of the person at the terminal.</summary>
internal readonly record struct KeyInput(KeyInputKind Kind, string Text = "", EditKey Key = default);

/// <summary>Turns keys into what they mean: a paste into one text, surrogates into characters, the keys of readline into edits.</summary>
internal sealed class KeyReader(ITerminal terminal)
{
    private const string PasteBegins = "[200~";
    private const string PasteEnds = "[201~";
    private const char Escape = '\e';

    /// <summary>Waits for the next act.</summary>
    /// <exception cref="IOException">The terminal is gone.</exception>
    public KeyInput Read()
    {
        var key = terminal.ReadKey();
        if (MayBeginSequence(key) && terminal.IsKeyAvailable)
        {
            return ReadSequence(key);
        }

        return char.IsHighSurrogate(key.KeyChar)
            ? new KeyInput(KeyInputKind.Text, $"{key.KeyChar}{terminal.ReadKey().KeyChar}")
            : Meaning(key);
    }

    // The console hands a sequence that it does not know over piece by piece, ESC or Alt-[ first; and Alt with a key as
    // ESC and that key, where more keys follow at once.
    private static bool MayBeginSequence(ConsoleKeyInfo key) =>
        key.Key == ConsoleKey.Escape || key is { KeyChar: '[', Modifiers: ConsoleModifiers.Alt };

    private KeyInput ReadSequence(ConsoleKeyInfo first)
    {
        var next = first.KeyChar == '[' ? first : terminal.ReadKey();
        if (next.KeyChar != '[')
        {
            var isShift = next.Modifiers.HasFlag(ConsoleModifiers.Shift);
            var isControl = next.Modifiers.HasFlag(ConsoleModifiers.Control);
            return Meaning(new ConsoleKeyInfo(next.KeyChar, next.Key, isShift, alt: true, isControl));
        }

        var sequence = new StringBuilder("[");
        while (terminal.IsKeyAvailable && sequence.Length < PasteBegins.Length)
        {
            sequence.Append(terminal.ReadKey().KeyChar);
            if (!PasteBegins.StartsWith(sequence.ToString(), StringComparison.Ordinal))
            {
                // A sequence of some other key; the rest of it, if any, ends with a letter or a tilde.
                SkipRest(sequence[^1]);
                return default;
            }
        }

        return sequence.Length == PasteBegins.Length ? new KeyInput(KeyInputKind.Text, ReadPaste()) : default;
    }

    private void SkipRest(char last)
    {
        while (!char.IsAsciiLetter(last) && last != '~' && terminal.IsKeyAvailable)
        {
            last = terminal.ReadKey().KeyChar;
        }
    }

    private string ReadPaste()
    {
        var pasted = new StringBuilder();
        while (true)
        {
            var key = terminal.ReadKey();
            if (key is { KeyChar: '[', Modifiers: ConsoleModifiers.Alt })
            {
                pasted.Append(Escape);
            }

            pasted.Append(key.KeyChar);
            if (EndsWith(pasted, PasteEnds))
            {
                pasted.Length -= PasteEnds.Length;
                break;
            }
        }

        // A line is one row of text: what would end it becomes a blank, so that a paste never sends anything by itself.
        var text = pasted.ToString().TrimEnd(Escape).ReplaceLineEndings(" ").TrimEnd(' ');
        return text.Replace('\t', ' ');
    }

    private static bool EndsWith(StringBuilder text, string end)
    {
        var start = text.Length - end.Length;
        for (var i = 0; i < end.Length; i++)
        {
            if (start < 0 || text[start + i] != end[i])
            {
                return false;
            }
        }

        return true;
    }

    private static KeyInput Meaning(ConsoleKeyInfo key)
    {
        var isControl = key.Modifiers.HasFlag(ConsoleModifiers.Control);
        var isAlt = key.Modifiers.HasFlag(ConsoleModifiers.Alt);
        switch (key.Key)
        {
            case ConsoleKey.Enter:
                return new KeyInput(KeyInputKind.Submit);
            case ConsoleKey.Tab:
                return new KeyInput(KeyInputKind.Complete);
            case ConsoleKey.D when isControl:
                return new KeyInput(KeyInputKind.EndOfInput);
            case ConsoleKey.L when isControl:
                return new KeyInput(KeyInputKind.ClearScreen);
        }

        if (EditOf(key.Key, isControl, isAlt) is { } edit)
        {
            return new KeyInput(KeyInputKind.Edit, Key: edit);
        }

        return key.KeyChar switch
        {
            '\n' or '\r' => new KeyInput(KeyInputKind.Submit),
            _ when isAlt || char.IsControl(key.KeyChar) => default,
            _ => new KeyInput(KeyInputKind.Text, key.KeyChar.ToString()),
        };
    }

    private static EditKey? EditOf(ConsoleKey key, bool isControl, bool isAlt) => (key, isControl, isAlt) switch
    {
        (ConsoleKey.LeftArrow, false, false) or (ConsoleKey.B, true, false) => EditKey.Left,
        (ConsoleKey.RightArrow, false, false) or (ConsoleKey.F, true, false) => EditKey.Right,
        (ConsoleKey.LeftArrow, _, _) or (ConsoleKey.B, false, true) => EditKey.WordLeft,
        (ConsoleKey.RightArrow, _, _) or (ConsoleKey.F, false, true) => EditKey.WordRight,
        (ConsoleKey.Home, _, _) or (ConsoleKey.A, true, false) => EditKey.Home,
        (ConsoleKey.End, _, _) or (ConsoleKey.E, true, false) => EditKey.End,
        (ConsoleKey.Backspace, false, false) or (ConsoleKey.H, true, false) => EditKey.DeleteBack,
        (ConsoleKey.Backspace, _, true) => EditKey.KillWordBack,
        (ConsoleKey.Backspace, true, false) => EditKey.DeleteBack,
        (ConsoleKey.Delete, _, _) => EditKey.Delete,
        (ConsoleKey.K, true, false) => EditKey.KillToEnd,
        (ConsoleKey.U, true, false) => EditKey.KillToStart,
        (ConsoleKey.W, true, false) => EditKey.KillBlankWordBack,
        (ConsoleKey.D, false, true) => EditKey.KillWord,
        (ConsoleKey.Y, true, false) => EditKey.Yank,
        (ConsoleKey.T, true, false) => EditKey.Transpose,
        (ConsoleKey.UpArrow, _, _) or (ConsoleKey.P, true, false) => EditKey.PreviousLine,
        (ConsoleKey.DownArrow, _, _) or (ConsoleKey.N, true, false) => EditKey.NextLine,
        _ => null,
    };
}
