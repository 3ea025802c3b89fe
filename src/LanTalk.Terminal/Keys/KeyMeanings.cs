namespace LanTalk.Terminal.Keys;

/// <summary>The meanings of single characters, with or without Alt: the keys of readline.</summary>
internal static class KeyMeanings
{
    /// <summary>A character without Alt.</summary>
    public static KeyInput Of(char c) => c switch
    {
        '\x01' => KeyInput.Edit(EditKey.Home),
        '\x02' => KeyInput.Edit(EditKey.Left),
        '\x03' => new KeyInput(KeyInputKind.Interrupt),
        '\x04' => new KeyInput(KeyInputKind.EndOfInput),
        '\x05' => KeyInput.Edit(EditKey.End),
        '\x06' => KeyInput.Edit(EditKey.Right),
        '\x07' => new KeyInput(KeyInputKind.Cancel),
        '\b' or '\x7f' => KeyInput.Edit(EditKey.DeleteBack),
        '\t' => new KeyInput(KeyInputKind.Complete),
        '\n' or '\r' => new KeyInput(KeyInputKind.Submit),
        '\x0b' => KeyInput.Edit(EditKey.KillToEnd),
        '\x0c' => new KeyInput(KeyInputKind.ClearScreen),
        '\x0e' => new KeyInput(KeyInputKind.NextRoom),
        '\x10' => new KeyInput(KeyInputKind.PreviousRoom),
        '\x12' => new KeyInput(KeyInputKind.Search),
        '\x14' => KeyInput.Edit(EditKey.Transpose),
        '\x15' => KeyInput.Edit(EditKey.KillToStart),
        '\x17' => KeyInput.Edit(EditKey.KillBlankWordBack),
        '\x19' => KeyInput.Edit(EditKey.Yank),
        '\x1a' => new KeyInput(KeyInputKind.Suspend),
        '\x1c' => new KeyInput(KeyInputKind.Quit),
        _ when char.IsControl(c) => default,
        _ => new KeyInput(KeyInputKind.Text, c.ToString()),
    };

    /// <summary>A character with Alt, which the terminal sends after an escape.</summary>
    public static KeyInput OfAlt(char c) => char.ToLowerInvariant(c) switch
    {
        'a' => new KeyInput(KeyInputKind.NextNews),
        'b' => KeyInput.Edit(EditKey.WordLeft),
        'f' => KeyInput.Edit(EditKey.WordRight),
        'd' => KeyInput.Edit(EditKey.KillWord),
        '\b' or '\x7f' => KeyInput.Edit(EditKey.KillWordBack),
        '\n' or '\r' => new KeyInput(KeyInputKind.NewLine),
        >= '1' and <= '9' => new KeyInput(KeyInputKind.Room, Number: c - '0'),
        _ => default,
    };
}
