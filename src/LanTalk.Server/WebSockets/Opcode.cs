namespace LanTalk.Server.WebSockets;

/// <summary>The kinds of frames (RFC 6455, section 5.2).</summary>
internal enum Opcode : byte
{
    /// <summary>A further part of a message.</summary>
    Continuation = 0x0,

    /// <summary>The first part of a text.</summary>
    Text = 0x1,

    /// <summary>The first part of a message of bytes.</summary>
    Binary = 0x2,

    /// <summary>Nothing more comes.</summary>
    Close = 0x8,

    /// <summary>Asks for a <see cref="Pong"/> with the same payload.</summary>
    Ping = 0x9,

    /// <summary>Answers a <see cref="Ping"/>.</summary>
    Pong = 0xA,
}
