using System.Globalization;

namespace LanTalk.Terminal.Keys;

/// <summary>The meanings of the sequences that terminals send for keys: those of xterm, the Linux console, rxvt, PuTTY, screen and tmux.</summary>
internal static class SequenceMeanings
{
    private const int Alt = 2;
    private const int Control = 4;

    /// <summary>A control sequence (ECMA-48, 5.4): <c>ESC [</c>, parameters, and a final character.</summary>
    /// <param name="parameters">The characters in between.</param>
    /// <param name="final">The last character.</param>
    /// <param name="isAlt">Whether another escape came before it, as rxvt sends for Alt.</param>
    public static KeyInput OfControl(string parameters, char final, bool isAlt)
    {
        if (final == 'c' && parameters is ['?', .. var attributes])
        {
            return new KeyInput(KeyInputKind.AttributesReport, attributes);
        }

        if (parameters.AsSpan().ContainsAnyExcept("0123456789;"))
        {
            return default; // an unrequested answer, or a function key of the Linux console
        }

        var numbers = parameters.Split(';')
            .Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1).ToArray();
        var second = numbers.Length > 1 ? numbers[1] : 1;
        var isWord = isAlt || ((second - 1) & (Alt | Control)) != 0;
        return (final, numbers[0]) switch
        {
            ('~', 1 or 7) => KeyInput.Edit(EditKey.Home),
            ('~', 4 or 8) => KeyInput.Edit(EditKey.End),
            ('~', 3) => KeyInput.Edit(EditKey.Delete),
            ('R', _) when numbers.Length == 2 => new KeyInput(KeyInputKind.CursorReport, Number: second - 1),
            _ => OfArrow(char.ToUpperInvariant(final), isWord),
        };
    }

    /// <summary>The sequences after <c>ESC O</c>: arrows and the keypad in application mode.</summary>
    public static KeyInput OfApplication(char final) => final switch
    {
        'M' => new KeyInput(KeyInputKind.Submit),
        'X' => new KeyInput(KeyInputKind.Text, "="),
        >= 'j' and <= 'y' => new KeyInput(KeyInputKind.Text, $"{(char)(final - 'j' + '*')}"),
        _ => OfArrow(char.ToUpperInvariant(final), isWord: final is >= 'a' and <= 'd'), // rxvt sends lower case for Ctrl
    };

    private static KeyInput OfArrow(char final, bool isWord) => final switch
    {
        'A' => KeyInput.Edit(EditKey.PreviousLine),
        'B' => KeyInput.Edit(EditKey.NextLine),
        'C' => KeyInput.Edit(isWord ? EditKey.WordRight : EditKey.Right),
        'D' => KeyInput.Edit(isWord ? EditKey.WordLeft : EditKey.Left),
        'F' => KeyInput.Edit(EditKey.End),
        'H' => KeyInput.Edit(EditKey.Home),
        _ => default,
    };
}
