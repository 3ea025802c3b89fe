using System.Text;
using LanTalk.Protocol.Text;
using LanTalk.Terminal.Devices;

namespace LanTalk.Terminal.Keys;

/// <summary>What the person at the terminal did.</summary>
internal enum KeyInputKind
{
    /// <summary>A key that means nothing here.</summary>
    None,

    /// <summary>Typed text.</summary>
    Text,

    /// <summary>Pasted text, perhaps of several lines, which end with <c>\n</c>.</summary>
    Paste,

    /// <summary>A key that edits the text.</summary>
    Edit,

    /// <summary>Enter.</summary>
    Submit,

    /// <summary>Alt-Enter: the text goes on in a further line.</summary>
    NewLine,

    /// <summary>Tab.</summary>
    Complete,

    /// <summary>Ctrl-D: delete, or the end of input on an empty line.</summary>
    EndOfInput,

    /// <summary>Ctrl-L.</summary>
    ClearScreen,

    /// <summary>Ctrl-R: search the history.</summary>
    Search,

    /// <summary>Ctrl-G, or Escape alone: give up what was begun.</summary>
    Cancel,

    /// <summary>Ctrl-X e: edit the text with <c>$EDITOR</c>.</summary>
    OpenEditor,

    /// <summary>Alt-1 to Alt-9: to that room.</summary>
    Room,

    /// <summary>Ctrl-N: to the next room.</summary>
    NextRoom,

    /// <summary>Ctrl-P: to the room before.</summary>
    PreviousRoom,

    /// <summary>Alt-A: to the next room where something is new.</summary>
    NextNews,
}

/// <summary>One act of the person at the terminal.</summary>
internal readonly record struct KeyInput(KeyInputKind Kind, string Text = "", EditKey Key = default, int Number = 0);

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
        if (key is { Key: ConsoleKey.X, Modifiers: ConsoleModifiers.Control })
        {
            return terminal.ReadKey().KeyChar == 'e' ? new KeyInput(KeyInputKind.OpenEditor) : default;
        }

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

        return sequence.Length == PasteBegins.Length ? new KeyInput(KeyInputKind.Paste, ReadPaste()) : default;
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

        // What ends it sends nothing: that is for Enter to do.
        return SafeText.WithLineFeeds(pasted.ToString().TrimEnd(Escape)).Replace('\t', ' ');
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
                return new KeyInput(isAlt ? KeyInputKind.NewLine : KeyInputKind.Submit);
            case ConsoleKey.Escape:
                return new KeyInput(KeyInputKind.Cancel);
            case ConsoleKey.Tab:
                return new KeyInput(KeyInputKind.Complete);
            case ConsoleKey.D when isControl:
                return new KeyInput(KeyInputKind.EndOfInput);
            case ConsoleKey.L when isControl:
                return new KeyInput(KeyInputKind.ClearScreen);
            case ConsoleKey.R when isControl:
                return new KeyInput(KeyInputKind.Search);
            case ConsoleKey.G when isControl:
                return new KeyInput(KeyInputKind.Cancel);
            case ConsoleKey.N when isControl:
                return new KeyInput(KeyInputKind.NextRoom);
            case ConsoleKey.A when isAlt && !isControl:
                return new KeyInput(KeyInputKind.NextNews);
            case ConsoleKey.P when isControl:
                return new KeyInput(KeyInputKind.PreviousRoom);
        }

        if (EditOf(key.Key, isControl, isAlt) is { } edit)
        {
            return new KeyInput(KeyInputKind.Edit, Key: edit);
        }

        return key.KeyChar switch
        {
            '\n' or '\r' => new KeyInput(isAlt ? KeyInputKind.NewLine : KeyInputKind.Submit),
            >= '1' and <= '9' when isAlt => new KeyInput(KeyInputKind.Room, Number: key.KeyChar - '0'),
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
        (ConsoleKey.UpArrow, _, _) => EditKey.PreviousLine,
        (ConsoleKey.DownArrow, _, _) => EditKey.NextLine,
        _ => null,
    };
}
