namespace LanTalk.Server.Dialects;

/// <summary>The features of a wire beyond texts. Whether a user has a key depends on the user, not on the wire.</summary>
[Flags]
internal enum DialectFeatures
{
    /// <summary>Texts, commands and private messages; the client shows its own messages itself.</summary>
    None = 0,

    /// <summary>A session gets its own messages back, in the room's order, which acknowledges them.</summary>
    Echo = 1,

    /// <summary>A session can be in several rooms at once; without this, in one.</summary>
    Rooms = 2,

    /// <summary>Messages carry a nonce by which they are acknowledged, and recognised when repeated.</summary>
    Nonces = 4,

    /// <summary>A session says which message of a room it has last, and is told the room's last id.</summary>
    Resume = 8,

    /// <summary>Private messages that the server cannot read, and the keys for them.</summary>
    Sealed = 16,

    /// <summary>The client sends pings by itself, so silence means that it is gone.</summary>
    Heartbeat = 32,

    /// <summary>A text may have several lines.</summary>
    Lines = 64,

    /// <summary>The client shows times in its user's time zone, so texts contain none; without it, quoted messages begin with the server's time.</summary>
    Times = 128,
}
