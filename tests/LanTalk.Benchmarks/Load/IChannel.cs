namespace LanTalk.Benchmarks.Load;

/// <summary>A client's side of encryption without a thread or a socket: sealed bytes in, clear bytes out, and the other way round.</summary>
internal interface IChannel : IDisposable
{
    /// <summary>Whether the handshake is over.</summary>
    bool IsOpen { get; }

    /// <summary>What binds a login to this connection; known once it is open.</summary>
    ReadOnlyMemory<byte> Binding { get; }

    /// <summary>What is to be sent to the server; empty if nothing is. It is the caller's.</summary>
    ReadOnlyMemory<byte> TakeSealed();

    /// <summary>Seals bytes for the server.</summary>
    void Write(ReadOnlyMemory<byte> clear);

    /// <summary>Takes sealed bytes from the server and writes what is in them to the front of <paramref name="clear"/>; returns how much that is.</summary>
    int Feed(ReadOnlySpan<byte> bytes, Span<byte> clear);
}
