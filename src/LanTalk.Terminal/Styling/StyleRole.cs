namespace LanTalk.Terminal.Styling;

/// <summary>What a piece of text is, from which a <see cref="Theme"/> decides how it looks.</summary>
public enum StyleRole
{
    /// <summary>As the terminal shows text.</summary>
    Default,

    /// <summary>Of lesser weight: times, echoes.</summary>
    Dim,

    /// <summary>What failed.</summary>
    Error,

    /// <summary>What to mind.</summary>
    Warning,

    /// <summary>What the server or the client says of itself.</summary>
    System,

    /// <summary>What was asked for: the answer to a command.</summary>
    Reply,

    /// <summary>What is private.</summary>
    Private,

    /// <summary>What names the reader.</summary>
    Mention,

    /// <summary>A name, in a colour of its own.</summary>
    Name,

    /// <summary>The status line.</summary>
    Status,

    /// <summary>A picture in black and white that a camera reads: the characters are white, the background is black, whatever the theme.</summary>
    Code,

    /// <summary>What in the status line asks to be looked at.</summary>
    StatusAlert,
}
