namespace LanTalk.Server.History;

/// <summary>The role of a character in a search.</summary>
internal enum CharacterKind
{
    /// <summary>Separates words.</summary>
    Separator,

    /// <summary>Is ignored, and does not end a word.</summary>
    Ignored,

    /// <summary>A letter or digit of a script with spaces between words.</summary>
    Spaced,

    /// <summary>A letter of a script without spaces between words; each can be found by itself.</summary>
    Unspaced,

    /// <summary>Belongs to the character before it.</summary>
    Mark,
}
