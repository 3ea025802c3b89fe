using System.IO.Pipelines;
using System.Net;

namespace LanTalk.Server.Transports;

/// <summary>
/// A connection as a login and a session see it: input, output, and a way to end it. A TCP connection, with or without TLS, is one; so is
/// anything else that carries bytes both ways. It knows neither chat nor sessions.
/// </summary>
internal interface ITransport
{
    /// <summary>The address of the other end; IPv4 mapped into IPv6 as IPv4.</summary>
    IPAddress Address { get; }

    /// <summary>The channel binding (RFC 5056), which ties a login to this connection: 32 bytes, or empty if the connection is not encrypted.</summary>
    ReadOnlyMemory<byte> ChannelBinding { get; }

    /// <summary>Whether the connection is encrypted.</summary>
    bool IsEncrypted => !ChannelBinding.IsEmpty;

    /// <summary>Whether the other end is a page in a browser, which can easily lose its user's key.</summary>
    bool IsFromBrowser { get; }

    /// <summary>The bytes from the other end.</summary>
    PipeReader Input { get; }

    /// <summary>The bytes to the other end. Used by the login, then by the session's pump.</summary>
    IConnectionOutput Output { get; }

    /// <summary>When the last bytes came, as a timestamp of the time provider.</summary>
    long LastHeard { get; set; }

    /// <summary>Whether the other end is waiting for the server; its time to log in is suspended meanwhile.</summary>
    bool IsWaiting { get; set; }

    /// <summary>Why it may not log in, or may no longer; null if it may.</summary>
    Refusal? Refusal { get; }

    /// <summary>Its owner after the login; null before.</summary>
    ITransportOwner? Owner { get; set; }

    /// <summary>Makes the pending or next read return at once.</summary>
    void CancelRead();

    /// <summary>Breaks the connection without another word.</summary>
    void Abort(string reason);

    /// <summary>Sends a frame; completes when it is taken.</summary>
    Task SendAsync(ReadOnlyMemory<byte> frame) => Output.TrySend(frame) ? Task.CompletedTask : Output.TakenAsync();
}
