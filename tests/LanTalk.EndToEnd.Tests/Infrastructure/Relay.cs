using System.Net;
using System.Net.Sockets;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Infrastructure;

/// <summary>
/// Stands between clients and a server, on a port of its own that outlives the server: a slow network, of which a test knows how many bytes went
/// through.
/// </summary>
internal sealed class Relay : IAsyncDisposable
{
    // What a killed process has sent and nobody has taken is lost: the less, the better can be told what was sent twice.
    private const int BufferLength = 32 * 1024;

    private readonly IPEndPoint _server;
    private readonly double _bytesPerSecond;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _accepting;
    private TaskCompletionSource _passed = NewSource();
    private long _toServer;
    private long _toClients;

    /// <param name="server">The server, which need not be there yet.</param>
    /// <param name="bytesPerSecond">The speed of each direction of a connection.</param>
    public Relay(IPEndPoint server, double bytesPerSecond)
    {
        (_server, _bytesPerSecond) = (server, bytesPerSecond);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Its address, for clients.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>How many bytes it has passed to the server.</summary>
    public long ToServer => Volatile.Read(ref _toServer);

    /// <summary>How many bytes it has passed to clients.</summary>
    public long ToClients => Volatile.Read(ref _toClients);

    /// <summary>Waits until it has passed so many bytes to the server.</summary>
    public Task PassedToServerAsync(long bytes) => PassedAsync(() => ToServer >= bytes);

    /// <summary>Waits until it has passed so many bytes to clients.</summary>
    public Task PassedToClientsAsync(long bytes) => PassedAsync(() => ToClients >= bytes);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _ending.Dispose();
    }

    private async Task PassedAsync(Func<bool> isThere)
    {
        while (true)
        {
            // Taken before the look: what passes after it completes the task.
            var passed = Volatile.Read(ref _passed).Task;
            if (isThere())
            {
                return;
            }

            await passed.WaitAsync(ToolProcess.Patience);
        }
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(RelayAsync(await _listener.AcceptSocketAsync(_ending.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task RelayAsync(Socket client)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { SendBufferSize = BufferLength, NoDelay = true };
        using (client)
        {
            (client.ReceiveBufferSize, client.SendBufferSize, client.NoDelay) = (BufferLength, BufferLength, true);
            try
            {
                await server.ConnectAsync(_server, _ending.Token);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                // The server is not there just now: the client finds its connection closed.
                return;
            }

            using var either = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
            await Task.WhenAll(
                PassAsync(client, server, count => Interlocked.Add(ref _toServer, count), either),
                PassAsync(server, client, count => Interlocked.Add(ref _toClients, count), either));
        }
    }

    private async Task PassAsync(Socket from, Socket to, Action<int> count, CancellationTokenSource either)
    {
        var buffer = new byte[BufferLength];
        var began = TimeProvider.System.GetTimestamp();
        var total = 0L;
        try
        {
            while (await from.ReceiveAsync(buffer, either.Token) is > 0 and var length)
            {
                await to.SendAsync(buffer.AsMemory(0, length), either.Token);
                count(length);
                Interlocked.Exchange(ref _passed, NewSource()).SetResult();
                total += length;
                var early = TimeSpan.FromSeconds(total / _bytesPerSecond) - TimeProvider.System.GetElapsedTime(began);
                if (early > TimeSpan.FromMilliseconds(1))
                {
                    await Task.Delay(early, TimeProvider.System, either.Token);
                }
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // One end has gone: so does the connection to the other.
            await either.CancelAsync();
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
