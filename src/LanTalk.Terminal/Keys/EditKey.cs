namespace LanTalk.Terminal.Keys;

/// <summary>The edits that keys make, by the names readline users know.</summary>
internal enum EditKey
{
    Left,
    Right,
    WordLeft,
    WordRight,
    Home,
    End,
    DeleteBack,
    Delete,
    KillToEnd,
    KillToStart,
    KillWord,
    KillWordBack,
    KillBlankWordBack,
    Yank,
    Transpose,
    PreviousLine,
    NextLine,
}
