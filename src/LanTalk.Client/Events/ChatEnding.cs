namespace LanTalk.Client.Events;

/// <summary>Why a session ended.</summary>
public enum ChatEndingKind
{
    /// <summary>The user left, or the process ends.</summary>
    Left,

    /// <summary>The operator or a rule removed the user.</summary>
    Kicked,

    /// <summary>The server ended it for a technical reason, or because the user has moved to another connection.</summary>
    Closed,

    /// <summary>The connection is lost and the server did not come back in time, or it was there and accepted nothing.</summary>
    Lost,

    /// <summary>The user tried to reconnect, and the server refused.</summary>
    Refused,

    /// <summary>The server violates the protocol: another connection would be of no use.</summary>
    Broken,
}

/// <summary>How a session ended.</summary>
/// <param name="Kind">The kind of ending.</param>
/// <param name="Text">The server's last words, if any, or what was wrong with it.</param>
public sealed record ChatEnding(ChatEndingKind Kind, string? Text = null);
