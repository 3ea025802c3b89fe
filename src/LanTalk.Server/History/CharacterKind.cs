namespace LanTalk.Server.History;

/// <summary>What a character is to a search.</summary>
internal enum CharacterKind
{
    /// <summary>Stands between words.</summary>
    Separator,

    /// <summary>Counts for nothing, and ends no word.</summary>
    Ignored,

    /// <summary>A letter or digit of a word with blanks around it.</summary>
    Spaced,

    /// <summary>A letter of a script without blanks between words: each is found by itself.</summary>
    Unspaced,

    /// <summary>Belongs to what is before it.</summary>
    Mark,
}
