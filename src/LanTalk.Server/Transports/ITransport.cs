using System.IO.Pipelines;
using System.Net;

namespace LanTalk.Server.Transports;

/// <summary>
/// What a login and a session need of a connection: bytes in, bytes out, and a way to end it. A TCP connection is one, with TLS or without;
/// so is anything else that carries bytes both ways. It knows neither chat nor sessions.
/// </summary>
internal interface ITransport
{
    /// <summary>The address at the other end, IPv4 where it is IPv4 mapped into IPv6.</summary>
    IPAddress Address { get; }

    /// <summary>What binds a login to this connection (RFC 5056), 32 bytes; empty where nothing is encrypted.</summary>
    ReadOnlyMemory<byte> ChannelBinding { get; }

    /// <summary>Whether nobody in between can read it.</summary>
    bool IsEncrypted => !ChannelBinding.IsEmpty;

    /// <summary>Whether the other end is a page in a browser, which may lose its user's key at any time.</summary>
    bool IsFromBrowser { get; }

    /// <summary>What the other end sends.</summary>
    PipeReader Input { get; }

    /// <summary>What the other end receives. Used by the login, then by the session's pump.</summary>
    IConnectionOutput Output { get; }

    /// <summary>When the last bytes came, as a timestamp of the time provider.</summary>
    long LastHeard { get; set; }

    /// <summary>Whether the other end is waiting for the server: meanwhile its time to log in stands still.</summary>
    bool IsWaiting { get; set; }

    /// <summary>Why it may not log in, or may no longer; null if it may.</summary>
    Refusal? Refusal { get; }

    /// <summary>Whoever uses it since the login; null before.</summary>
    ITransportOwner? Owner { get; set; }

    /// <summary>Makes the pending or next read return at once.</summary>
    void CancelRead();

    /// <summary>Breaks the connection without another word.</summary>
    void Abort(string reason);

    /// <summary>Sends a frame; completes when it is taken.</summary>
    Task SendAsync(ReadOnlyMemory<byte> frame) => Output.TrySend(frame) ? Task.CompletedTask : Output.TakenAsync();
}
