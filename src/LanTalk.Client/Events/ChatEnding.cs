namespace LanTalk.Client.Events;

/// <summary>Why a session ended.</summary>
public enum ChatEndingKind
{
    /// <summary>The user left, or the process ends.</summary>
    Left,

    /// <summary>The operator or a rule ended it.</summary>
    Kicked,

    /// <summary>The server ended it for a technical reason, or because the user is there on another connection now.</summary>
    Closed,

    /// <summary>The connection is lost and the server did not come back in time, or it was there and took nothing.</summary>
    Lost,

    /// <summary>The user wanted to come back, and the server does not let it in.</summary>
    Refused,

    /// <summary>The server does what no server does: nothing can come of another connection.</summary>
    Broken,
}

/// <summary>How a session ended.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Text">The server's last word, if it had one, or what was wrong with it.</param>
public sealed record ChatEnding(ChatEndingKind Kind, string? Text = null);
