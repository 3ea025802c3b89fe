namespace LanTalk.Benchmarks.Load;

/// <summary>A client's side of an encrypted channel without a thread or a socket: sealed bytes in, clear bytes out, and the other way round.</summary>
internal interface IChannel : IDisposable
{
    /// <summary>Whether the handshake is over.</summary>
    bool IsOpen { get; }

    /// <summary>The channel binding of logins; known once the channel is open.</summary>
    ReadOnlyMemory<byte> Binding { get; }

    /// <summary>The bytes to send to the server; empty if there are none. The caller owns them.</summary>
    ReadOnlyMemory<byte> TakeSealed();

    /// <summary>Seals bytes for the server.</summary>
    void Write(ReadOnlyMemory<byte> clear);

    /// <summary>Takes sealed bytes from the server and writes their content to the front of <paramref name="clear"/>; returns its length.</summary>
    int Feed(ReadOnlySpan<byte> bytes, Span<byte> clear);
}
