using System.IO.Pipelines;
using System.Net;
using LanTalk.Server.Security;
using LanTalk.Server.Sessions;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace LanTalk.Server.Connections;

/// <summary>One transport and what is known of it: where it comes from and when it was last heard. Knows no chat.</summary>
internal sealed class ChatConnection(ConnectionContext transport, IPAddress address, long acceptedAt)
{
    private long _lastHeard = acceptedAt;
    private volatile Session? _session;
    private volatile Refusal? _loginEnd;

    /// <summary>The address at the other end, IPv4 where it is IPv4 mapped into IPv6.</summary>
    public IPAddress Address { get; } = address;

    /// <summary>When it was accepted, as a timestamp of the time provider.</summary>
    public long AcceptedAt { get; } = acceptedAt;

    /// <summary>When the last bytes came, as a timestamp of the time provider.</summary>
    public long LastHeard
    {
        get => Volatile.Read(ref _lastHeard);
        set => Volatile.Write(ref _lastHeard, value);
    }

    /// <summary>What the other end sends.</summary>
    public PipeReader Input => transport.Transport.Input;

    /// <summary>What the other end receives. Used by the login, then by the session's pump.</summary>
    public IConnectionOutput Output { get; } = transport.Features.Get<IConnectionSocketFeature>() is { } feature
        ? new SocketOutput(feature.Socket)
        : new PipeOutput(transport.Transport.Output);

    /// <summary>The session, once logged in.</summary>
    public Session? Session
    {
        get => _session;
        set => _session = value;
    }

    /// <summary>Why the login was interrupted; null if it was not.</summary>
    public Refusal? LoginEnd => _loginEnd;

    /// <summary>Sends a frame; completes when it is taken.</summary>
    public Task SendAsync(ReadOnlyMemory<byte> frame)
    {
        if (Output.TrySend(frame))
        {
            return Task.CompletedTask;
        }

        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Output.OnTaken(taken.SetResult);
        return taken.Task;
    }

    /// <summary>Ends a login that is under way.</summary>
    public void EndLogin(Refusal refusal)
    {
        _loginEnd = refusal;
        CancelRead();
    }

    /// <summary>Makes the pending or next read return at once.</summary>
    public void CancelRead() => Input.CancelPendingRead();

    /// <summary>Breaks the connection without another word.</summary>
    public void Abort(string reason) => transport.Abort(new ConnectionAbortedException(reason));
}
