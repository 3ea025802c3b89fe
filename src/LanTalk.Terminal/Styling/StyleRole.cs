namespace LanTalk.Terminal.Styling;

/// <summary>The role of a piece of text, from which a <see cref="Theme"/> decides how it looks.</summary>
public enum StyleRole
{
    /// <summary>The terminal's own look.</summary>
    Default,

    /// <summary>Less important: times, echoes.</summary>
    Dim,

    /// <summary>An error.</summary>
    Error,

    /// <summary>A warning.</summary>
    Warning,

    /// <summary>The server's or the client's own messages.</summary>
    System,

    /// <summary>The answer to a command.</summary>
    Reply,

    /// <summary>Private messages.</summary>
    Private,

    /// <summary>A mention of the reader.</summary>
    Mention,

    /// <summary>A name, in a colour of its own.</summary>
    Name,

    /// <summary>The status line.</summary>
    Status,

    /// <summary>A picture in black and white that a camera reads: the characters are white, the background is black, whatever the theme.</summary>
    Code,

    /// <summary>The part of the status line that calls for attention.</summary>
    StatusAlert,
}
