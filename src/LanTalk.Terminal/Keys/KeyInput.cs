namespace LanTalk.Terminal.Keys;

/// <summary>The kinds of input from the terminal.</summary>
internal enum KeyInputKind
{
    /// <summary>A key without a meaning here.</summary>
    None,

    /// <summary>Typed text.</summary>
    Text,

    /// <summary>Pasted text, perhaps of several lines, which end with <c>\n</c>.</summary>
    Paste,

    /// <summary>A paste that is too long to be accepted.</summary>
    TooLongPaste,

    /// <summary>A key that edits the text.</summary>
    Edit,

    /// <summary>Enter.</summary>
    Submit,

    /// <summary>Alt-Enter: begin another line of the text.</summary>
    NewLine,

    /// <summary>Tab.</summary>
    Complete,

    /// <summary>Ctrl-D: delete, or the end of input on an empty line.</summary>
    EndOfInput,

    /// <summary>Ctrl-L.</summary>
    ClearScreen,

    /// <summary>Ctrl-R: search the history.</summary>
    Search,

    /// <summary>Ctrl-G, or Escape alone: cancel.</summary>
    Cancel,

    /// <summary>Ctrl-X e: edit the text with <c>$EDITOR</c>.</summary>
    OpenEditor,

    /// <summary>Alt-1 to Alt-9: go to that room.</summary>
    Room,

    /// <summary>Ctrl-N: go to the next room.</summary>
    NextRoom,

    /// <summary>Ctrl-P: go to the previous room.</summary>
    PreviousRoom,

    /// <summary>Alt-A: go to the next room with unread messages.</summary>
    NextNews,

    /// <summary>Ctrl-C: clear the line, or leave.</summary>
    Interrupt,

    /// <summary>Ctrl-Z: stop until the shell continues this process.</summary>
    Suspend,

    /// <summary>Ctrl-\: quit at once.</summary>
    Quit,

    /// <summary>Not a key: the terminal reports the column of its cursor.</summary>
    CursorReport,

    /// <summary>Not a key: the terminal tells what it can do, in numbers.</summary>
    AttributesReport,

    /// <summary>Not a key: the terminal answers about graphics.</summary>
    GraphicsReport,
}

/// <summary>One input of the person at the terminal, or one answer of the terminal itself.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Text">The text that was typed or pasted; what stands in an answer.</param>
/// <param name="Key">The edit.</param>
/// <param name="Number">The number of a room; the column of the cursor, from 0.</param>
internal readonly record struct KeyInput(KeyInputKind Kind, string Text = "", EditKey Key = default, int Number = 0)
{
    /// <summary>A key that edits.</summary>
    public static KeyInput Edit(EditKey key) => new(KeyInputKind.Edit, Key: key);
}
