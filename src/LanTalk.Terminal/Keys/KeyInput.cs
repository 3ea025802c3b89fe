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

    /// <summary>A paste that is too long to be taken.</summary>
    TooLongPaste,

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

    /// <summary>Ctrl-C: clear the line, or leave.</summary>
    Interrupt,

    /// <summary>Ctrl-Z: stop until the shell continues this process.</summary>
    Suspend,

    /// <summary>Ctrl-\: end at once.</summary>
    Quit,

    /// <summary>No key: the terminal answers in which column the cursor is.</summary>
    CursorReport,
}

/// <summary>One act of the person at the terminal, or one answer of the terminal itself.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The text that was typed or pasted.</param>
/// <param name="Key">What to do to the text.</param>
/// <param name="Number">The number of a room; the column of the cursor, from 0.</param>
internal readonly record struct KeyInput(KeyInputKind Kind, string Text = "", EditKey Key = default, int Number = 0)
{
    /// <summary>A key that edits.</summary>
    public static KeyInput Edit(EditKey key) => new(KeyInputKind.Edit, Key: key);
}
