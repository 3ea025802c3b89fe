using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using LanTalk.Server.Transports;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace LanTalk.Server.Connections;

/// <summary>The stages of a connection.</summary>
internal enum ConnectionStage
{
    /// <summary>Its protocol is not known yet.</summary>
    Sorting,

    /// <summary>In the TLS handshake, or waiting for it to start.</summary>
    Handshake,

    /// <summary>A browser's connection, managed by Kestrel.</summary>
    Web,

    /// <summary>It speaks the chat protocol, logged in or not.</summary>
    Chat,
}

/// <summary>A connection that Kestrel has accepted, as a transport: its address, when it was last heard from, and its stage.</summary>
internal sealed class ChatConnection(ConnectionContext transport, IPAddress address, long acceptedAt) : ITransport
{
    private long _loginSince = acceptedAt;
    private long _lastHeard = acceptedAt;
    private IConnectionOutput? _output;
    private volatile PipeReader? _input;
    private volatile ConnectionStage _stage;
    private volatile ITransportOwner? _owner;
    private volatile Refusal? _refusal;
    private volatile bool _isWaiting;

    /// <inheritdoc/>
    public IPAddress Address { get; } = address;

    /// <summary>Its stage.</summary>
    public ConnectionStage Stage
    {
        get => _stage;
        set => _stage = value;
    }

    /// <summary>When its time to log in began, as a timestamp of the time provider.</summary>
    public long LoginSince
    {
        get => Volatile.Read(ref _loginSince);
        set => Volatile.Write(ref _loginSince, value);
    }

    /// <inheritdoc/>
    public long LastHeard
    {
        get => Volatile.Read(ref _lastHeard);
        set => Volatile.Write(ref _lastHeard, value);
    }

    /// <summary>Its entry in the deadline wheel; null before it is admitted.</summary>
    public DeadlineEntry? Deadlines { get; set; }

    /// <summary>The transport itself, for code that puts a layer such as TLS between it and the chat.</summary>
    public ConnectionContext Transport => transport;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> ChannelBinding { get; set; }

    /// <inheritdoc/>
    public bool IsFromBrowser { get; set; }

    /// <inheritdoc/>
    public PipeReader Input
    {
        get => _input ?? transport.Transport.Input;

        // Set by a layer in between, such as TLS.
        set => _input = value;
    }

    /// <inheritdoc/>
    /// <remarks>Must not be used before the connection's protocol is known.</remarks>
    public IConnectionOutput Output
    {
        get => _output ??= transport.Features.Get<IConnectionSocketFeature>() is { } feature
            ? new SocketOutput(feature.Socket, Deadlines)
            : new PipeOutput(transport.Transport.Output, Deadlines);

        // Set by a layer such as TLS.
        set => _output = value;
    }

    /// <inheritdoc/>
    public ITransportOwner? Owner
    {
        get => _owner;
        set => _owner = value;
    }

    /// <inheritdoc/>
    public bool IsWaiting
    {
        get => _isWaiting;
        set => _isWaiting = value;
    }

    /// <inheritdoc/>
    public Refusal? Refusal => _refusal;

    /// <summary>Whether the socket holds bytes that nobody has read yet. Always false without a socket.</summary>
    public bool HasUnreadBytes
    {
        get
        {
            try
            {
                return transport.Features.Get<IConnectionSocketFeature>()?.Socket.Available > 0;
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return false; // The connection is over.
            }
        }
    }

    /// <summary>Refuses the connection before anything was read; the refusal is sent once its protocol is known.</summary>
    public void Refuse(Refusal refusal) => _refusal = refusal;

    /// <summary>Ends a login in progress. A connection that cannot be sent the refusal yet is cut off; browsers are left to Kestrel.</summary>
    public void EndLogin(Refusal refusal)
    {
        _refusal = refusal;
        switch (Stage)
        {
            case ConnectionStage.Chat:
                CancelRead();
                break;
            case ConnectionStage.Sorting or ConnectionStage.Handshake:
                Abort(refusal.Reason);
                break;
        }
    }

    /// <inheritdoc/>
    public void CancelRead() => Input.CancelPendingRead();

    /// <inheritdoc/>
    public void Abort(string reason) => transport.Abort(new ConnectionAbortedException(reason));
}
