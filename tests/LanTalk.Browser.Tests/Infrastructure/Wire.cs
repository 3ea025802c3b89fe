using System.Net;
using System.Net.Sockets;
using System.Text;
using LanTalk.Testing.Processes;

namespace LanTalk.Browser.Tests.Infrastructure;

/// <summary>The cable between a browser and the server: it keeps what passes, and can be unplugged.</summary>
public sealed class Wire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint _server;
    private readonly List<WireConnection> _connections = [];
    private readonly Task _accepting;
    private volatile TaskCompletionSource _plugged = new();

    private Wire(IPEndPoint server)
    {
        _server = server;
        _plugged.SetResult();
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The address that browsers connect to instead of the server.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>The connections so far.</summary>
    public IReadOnlyList<WireConnection> Connections
    {
        get
        {
            lock (_connections)
            {
                return [.. _connections];
            }
        }
    }

    /// <summary>Everything that passed, a character for each byte; what browsers mask is unmasked.</summary>
    public string Seen => string.Join('\n', Connections.Select(connection => Encoding.Latin1.GetString(connection.Seen())));

    /// <summary>Starts listening.</summary>
    public static Wire Before(IPEndPoint server) => new(server);

    /// <summary>From now on nothing passes, and nobody is told.</summary>
    public void Unplug() => _plugged = new TaskCompletionSource();

    /// <summary>What was held up passes, and everything after it.</summary>
    public void Plug() => _plugged.TrySetResult();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Plug();
        _listener.Stop();
        foreach (var connection in Connections)
        {
            connection.Dispose();
        }

        await _accepting.WaitAsync(ToolProcess.Patience);
    }

    private async Task AcceptAsync()
    {
        var passing = new List<Task>();
        try
        {
            while (true)
            {
                var connection = new WireConnection(await _listener.AcceptTcpClientAsync(), () => _plugged.Task);
                lock (_connections)
                {
                    _connections.Add(connection);
                }

                passing.Add(connection.PassAsync(_server));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(passing);
        }
    }
}
