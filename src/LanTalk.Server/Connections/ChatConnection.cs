using System.IO.Pipelines;
using System.Net;
using LanTalk.Server.Security;
using LanTalk.Server.Sessions;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

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

/// <summary>One transport and what is known of it: where it comes from and when it was last heard. Knows no chat.</summary>
internal sealed class ChatConnection(ConnectionContext transport, IPAddress address, long acceptedAt)
{
    private long _loginSince = acceptedAt;
    private long _lastHeard = acceptedAt;
    private IConnectionOutput? _output;
    private volatile ConnectionStage _stage;
    private volatile Session? _session;
    private volatile Refusal? _loginEnd;

    /// <summary>The address at the other end, IPv4 where it is IPv4 mapped into IPv6.</summary>
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

    /// <summary>When the last bytes came, as a timestamp of the time provider.</summary>
    public long LastHeard
    {
        get => Volatile.Read(ref _lastHeard);
        set => Volatile.Write(ref _lastHeard, value);
    }

    /// <summary>Its place among the deadlines; null before it is admitted.</summary>
    public DeadlineEntry? Deadlines { get; set; }

    /// <summary>The transport itself, for whoever puts something between it and the chat.</summary>
    public ConnectionContext Transport => transport;

    /// <summary>Whether it is inside TLS, and so speaks version 3.</summary>
    public bool IsTls => transport.Features.Get<ITlsConnectionFeature>() is not null;

    /// <summary>What the other end sends.</summary>
    public PipeReader Input => transport.Transport.Input;

    /// <summary>What the other end receives. Used by the login, then by the session's pump; not before it is known what the connection speaks.</summary>
    public IConnectionOutput Output
    {
        get => _output ??= transport.Features.Get<IConnectionSocketFeature>() is { } feature
            ? new SocketOutput(feature.Socket, Deadlines)
            : new PipeOutput(transport.Transport.Output, Deadlines);

        // Whoever puts something in between.
        set => _output = value;
    }

    /// <summary>The session, once logged in.</summary>
    public Session? Session
    {
        get => _session;
        set => _session = value;
    }

    /// <summary>Why it may not log in, or may no longer; null if it may.</summary>
    public Refusal? LoginEnd => _loginEnd;

    /// <summary>Sends a frame; completes when it is taken.</summary>
    public Task SendAsync(ReadOnlyMemory<byte> frame) => Output.TrySend(frame) ? Task.CompletedTask : Output.TakenAsync();

    /// <summary>Refuses it before anything came; it is told as soon as it is known what it speaks.</summary>
    public void Refuse(Refusal refusal) => _loginEnd = refusal;

    /// <summary>Ends a login that is under way. Who cannot be told yet is cut off; browsers are left to Kestrel.</summary>
    public void EndLogin(Refusal refusal)
    {
        _loginEnd = refusal;
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

    /// <summary>Makes the pending or next read return at once.</summary>
    public void CancelRead() => Input.CancelPendingRead();

    /// <summary>Breaks the connection without another word.</summary>
    public void Abort(string reason) => transport.Abort(new ConnectionAbortedException(reason));
}
