using System.Collections.Immutable;
using System.IO.Pipelines;
using System.Net;
using LanTalk.Server.Transports;
using LanTalk.Server.Web;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace LanTalk.Server.Connections;

/// <summary>
/// A browser's connection as Kestrel's HTTP sees it. HTTP may end while the connection goes on as a WebSocket, so HTTP cannot close the pipes, and
/// nothing that outlives this stage refers to it: otherwise an idle chat would keep a whole request in memory.
/// </summary>
internal sealed class HttpStage : ConnectionContext, IDuplexPipe, IWebConnection, IHttpBypass
{
    private readonly ChatConnection _connection;
    private readonly ConnectionContext _transport;
    private readonly WebVisitors _visitors;
    private readonly Heartbeat? _heartbeat;
    private readonly HttpOutput _output;

    public HttpStage(ChatConnection connection, WebVisitors visitors)
    {
        (_connection, _transport, _visitors) = (connection, connection.Transport, visitors);
        (Input, _output) = (new OpenReader(connection.Input), new HttpOutput(connection.Output));
        Transport = this;
        Features = new FeatureCollection(_transport.Features);
        Features.Set<IWebConnection>(this);
        Features.Set<IHttpBypass>(this);
        if (_transport.Features.Get<IConnectionHeartbeatFeature>() is { } heartbeat)
        {
            _heartbeat = new Heartbeat(heartbeat);
            Features.Set<IConnectionHeartbeatFeature>(_heartbeat);
        }
    }

    /// <inheritdoc/>
    public PipeReader Input { get; }

    /// <inheritdoc/>
    public PipeWriter Output => _output;

    /// <inheritdoc/>
    IConnectionOutput IHttpBypass.Output => _connection.Output;

    /// <inheritdoc/>
    public override IDuplexPipe Transport { get; set; }

    /// <inheritdoc/>
    public override IFeatureCollection Features { get; }

    /// <inheritdoc/>
    public override string ConnectionId
    {
        get => _transport.ConnectionId;
        set => _transport.ConnectionId = value;
    }

    /// <inheritdoc/>
    public override IDictionary<object, object?> Items
    {
        get => _transport.Items;
        set => _transport.Items = value;
    }

    /// <inheritdoc/>
    public override CancellationToken ConnectionClosed
    {
        get => _transport.ConnectionClosed;
        set => _transport.ConnectionClosed = value;
    }

    /// <inheritdoc/>
    public override EndPoint? LocalEndPoint
    {
        get => _transport.LocalEndPoint;
        set => _transport.LocalEndPoint = value;
    }

    /// <inheritdoc/>
    public override EndPoint? RemoteEndPoint
    {
        get => _transport.RemoteEndPoint;
        set => _transport.RemoteEndPoint = value;
    }

    /// <inheritdoc/>
    public Refusal? Refusal => _connection.Refusal;

    /// <inheritdoc/>
    public bool IsEncrypted => !_connection.ChannelBinding.IsEmpty;

    /// <inheritdoc/>
    public void NoteSent(PipeWriter body, int length) => _output.Pass(body, length);

    /// <inheritdoc/>
    public void NoteVisit() => _visitors.Note(_connection.Address);

    /// <inheritdoc/>
    public void BecomeChat()
    {
        _connection.Stage = ConnectionStage.Handshake;
        _heartbeat?.Stop();
    }

    /// <inheritdoc/>
    public override void Abort(ConnectionAbortedException abortReason) => _transport.Abort(abortReason);

    /// <summary>Kestrel's heartbeat, by which HTTP enforces its time-outs, until it is stopped: the transport never forgets a listener.</summary>
    private sealed class Heartbeat : IConnectionHeartbeatFeature
    {
        private volatile ImmutableList<(Action<object> Action, object State)>? _listeners = [];

        public Heartbeat(IConnectionHeartbeatFeature heartbeat) => heartbeat.OnHeartbeat(state => ((Heartbeat)state).Beat(), this);

        public void OnHeartbeat(Action<object> action, object state) => _listeners = _listeners?.Add((action, state));

        public void Stop() => _listeners = null;

        private void Beat()
        {
            foreach (var (action, state) in _listeners ?? [])
            {
                action(state);
            }
        }
    }

    /// <summary>A pipe's reading end that stays open.</summary>
    private sealed class OpenReader(PipeReader reader) : PipeReader
    {
        public override void AdvanceTo(SequencePosition consumed) => reader.AdvanceTo(consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => reader.AdvanceTo(consumed, examined);

        public override void CancelPendingRead() => reader.CancelPendingRead();

        public override void Complete(Exception? exception = null)
        {
        }

        public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => reader.ReadAsync(cancellationToken);

        public override bool TryRead(out ReadResult result) => reader.TryRead(out result);
    }
}
