namespace LanTalk.Server.Dialects;

/// <summary>What a wire can do beyond carrying texts. Whether a user has a key is the user's affair, not the wire's.</summary>
[Flags]
internal enum DialectFeatures
{
    /// <summary>Texts, commands and private messages; the client shows what it says by itself.</summary>
    None = 0,

    /// <summary>A session gets what it says back, in the room's order, as the acknowledgement.</summary>
    Echo = 1,

    /// <summary>A session is in several rooms at a time; without it, in one.</summary>
    Rooms = 2,

    /// <summary>What is said and delivered carries a nonce by which it is acknowledged and known again.</summary>
    Nonces = 4,

    /// <summary>A session says how far it has come, and is told where each room stands.</summary>
    Resume = 8,

    /// <summary>Private messages that the server cannot read, and the keys for them.</summary>
    Sealed = 16,

    /// <summary>The client pings by itself, so silence means that it is gone.</summary>
    Heartbeat = 32,

    /// <summary>A text may have several lines.</summary>
    Lines = 64,
}
