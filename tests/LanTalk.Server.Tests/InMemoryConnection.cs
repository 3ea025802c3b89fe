using System.IO.Pipelines;
using System.Net;
using LanTalk.Server.Connections;
using LanTalk.Testing;
using Microsoft.AspNetCore.Connections;

namespace LanTalk.Server.Tests;

/// <summary>A connection without a socket: two pipes, with limits like a socket's.</summary>
internal sealed class InMemoryConnection : DefaultConnectionContext
{
    private readonly Pipe _toServer;
    private readonly Pipe _toClient;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private InMemoryConnection(IPAddress address, Pipe toServer, Pipe toClient)
        : base($"{address}-{Guid.NewGuid()}", new Duplex(toServer.Reader, toClient.Writer), new Duplex(toClient.Reader, toServer.Writer))
    {
        (_toServer, _toClient) = (toServer, toClient);
        RemoteEndPoint = new IPEndPoint(address, 40000);
        Client = new TestClient(toClient.Reader, toServer.Writer);
    }

    /// <summary>The other end.</summary>
    public TestClient Client { get; }

    /// <summary>Completes when the server has closed its end.</summary>
    public Task Closed => _closed.Task;

    /// <summary>The other end as a stream, for a client that does TLS.</summary>
    public Stream ClientStream => new TransportStream(Application!.Input, new PipeOutput(Application.Output));

    /// <summary>A connection from an address.</summary>
    /// <param name="address">The address it comes from.</param>
    /// <param name="buffer">How many unread bytes it takes before the server's writes wait.</param>
    public static InMemoryConnection From(IPAddress address, long buffer = 64 * 1024) => new(
        address, new Pipe(), new Pipe(new PipeOptions(pauseWriterThreshold: buffer, resumeWriterThreshold: buffer / 2)));

    /// <inheritdoc/>
    public override void Abort(ConnectionAbortedException abortReason)
    {
        // As with a broken socket, both directions end, for both ends.
        _toServer.Writer.Complete(abortReason);
        _toClient.Reader.Complete();
        _toClient.Writer.CancelPendingFlush();
    }

    /// <summary>Closes the server's end, as Kestrel does when the handler returns.</summary>
    public void Close()
    {
        _toServer.Reader.Complete();
        _toClient.Writer.Complete();
        _closed.TrySetResult();
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
