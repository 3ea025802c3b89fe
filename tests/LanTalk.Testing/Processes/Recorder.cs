using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LanTalk.Testing.Processes;

/// <summary>An eavesdropper between clients and a server, who passes all bytes on and keeps them.</summary>
public sealed class Recorder : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint _server;
    private readonly MemoryStream _seen = new();
    private readonly Task _running;

    private Recorder(IPEndPoint server)
    {
        _server = server;
        _listener.Start();
        _running = AcceptAsync();
    }

    /// <summary>The address that clients connect to instead of the server.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>Everything that passed, in either direction; bytes that are not text are replaced.</summary>
    public string Seen
    {
        get
        {
            lock (_seen)
            {
                return Encoding.UTF8.GetString(_seen.GetBuffer(), 0, (int)_seen.Length);
            }
        }
    }

    /// <summary>Starts listening.</summary>
    public static Recorder Before(IPEndPoint server) => new(server);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _seen.DisposeAsync();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(PassOnAsync(await _listener.AcceptTcpClientAsync()));
            }
        }
        finally
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task PassOnAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        await far.ConnectAsync(_server);
        await Task.WhenAll(CopyAsync(near, far), CopyAsync(far, near));
    }

    private async Task CopyAsync(TcpClient from, TcpClient to)
    {
        var buffer = new byte[4096];
        try
        {
            while (await from.GetStream().ReadAsync(buffer) is > 0 and var count)
            {
                lock (_seen)
                {
                    _seen.Write(buffer, 0, count);
                }

                await to.GetStream().WriteAsync(buffer.AsMemory(0, count));
            }

            to.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // One end broke the connection, which the other must see.
            to.Close();
        }
    }
}
