using System.IO.Pipelines;
using System.Net;
using LanTalk.Server.Transports;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace LanTalk.Server.Connections;

/// <summary>How far a connection has come.</summary>
internal enum ConnectionStage
{
    /// <summary>What it speaks is not known yet.</summary>
    Sorting,

    /// <summary>It does its TLS handshake, or waits for its turn.</summary>
    Handshake,

    /// <summary>It is a browser's, and Kestrel's to look after.</summary>
    Web,

    /// <summary>It speaks the chat's wire, logged in or not.</summary>
    Chat,
}

/// <summary>A connection that Kestrel has accepted, as a transport: where it comes from, when it was last heard, how far it has come.</summary>
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

    /// <summary>How far it has come.</summary>
    public ConnectionStage Stage
    {
        get => _stage;
        set => _stage = value;
    }

    /// <summary>Since when it has had the time to log in, as a timestamp of the time provider.</summary>
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

    /// <summary>Its place among the deadlines; null before it is admitted.</summary>
    public DeadlineEntry? Deadlines { get; set; }

    /// <summary>The transport itself, for whoever puts something between it and the chat.</summary>
    public ConnectionContext Transport => transport;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> ChannelBinding { get; set; }

    /// <inheritdoc/>
    public bool IsFromBrowser { get; set; }

    /// <inheritdoc/>
    public PipeReader Input
    {
        get => _input ?? transport.Transport.Input;

        // Whoever puts something in between that is no transport of Kestrel's.
        set => _input = value;
    }

    /// <inheritdoc/>
    /// <remarks>Not to be used before it is known what the connection speaks.</remarks>
    public IConnectionOutput Output
    {
        get => _output ??= transport.Features.Get<IConnectionSocketFeature>() is { } feature
            ? new SocketOutput(feature.Socket, Deadlines)
            : new PipeOutput(transport.Transport.Output, Deadlines);

        // Whoever puts something in between.
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

    /// <summary>Refuses it before anything came; it is told as soon as it is known what it speaks.</summary>
    public void Refuse(Refusal refusal) => _refusal = refusal;

    /// <summary>Ends a login that is under way. Who cannot be told yet is cut off; browsers are left to Kestrel.</summary>
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
