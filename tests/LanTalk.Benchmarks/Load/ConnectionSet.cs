using System.Net;
using System.Net.Sockets;
using HdrHistogram;

namespace LanTalk.Benchmarks.Load;

/// <summary>
/// The connections of the load generator, and the one thread that serves all of them. It opens connections, receives, and sends what a socket did not
/// take at first; the <see cref="LoadGenerator"/> decides what is sent and when.
/// </summary>
internal sealed class ConnectionSet(IPEndPoint server, int senders, TimeProvider time) : IDisposable
{
    // Space for what a fast server sends to one connection between two reads.
    private const int BufferSize = 256 * 1024;

    // Few enough connections share a source address that no address runs out of ports.
    private const int ConnectionsPerAddress = 10_000;

    // How many sockets are served before the urgent ones are served again.
    private const int ShortTurn = 16;

    // IPPROTO_IP and IP_BIND_ADDRESS_NO_PORT of Linux: connect chooses the port, since it knows the whole connection. In bind, the search for a free
    // port takes longer with each connection and most of the time at 10,000.
    private const int IpLevel = 0;
    private const int BindAddressNoPort = 24;

    private readonly EpollSet _epoll = new();
    private readonly List<LoadConnection> _connections = [];
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BufferSize);
    private EpollSet? _first;

    /// <summary>All connections, in the order of their opening.</summary>
    public IReadOnlyList<LoadConnection> All => _connections;

    /// <summary>How many of them are logged in.</summary>
    public int LoggedIn { get; private set; }

    /// <summary>How many texts arrived, without those of newcomers.</summary>
    public long Delivered { get; private set; }

    /// <summary>Records the latency of each text that arrives, except at newcomers; null while nothing is measured.</summary>
    public LongHistogram? Latencies { get; set; }

    /// <summary>What must not come, as in <see cref="Dialect.Refusal"/>.</summary>
    public byte[]? Refusal { get; init; }

    /// <summary>Other work of this thread that must not wait until all sockets are served.</summary>
    public Action? Urgent { get; set; }

    /// <summary>Starts connecting and logging in.</summary>
    public LoadConnection Open(LoginStep[] login, Func<IChannel>? openChannel, bool isNewcomer = false)
    {
        var index = _connections.Count;
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.SetRawSocketOption(IpLevel, BindAddressNoPort, BitConverter.GetBytes(1));
        socket.Bind(new IPEndPoint(new IPAddress([127, 0, 0, (byte)(2 + (index / ConnectionsPerAddress))]), 0));
        socket.Blocking = false;
        try
        {
            socket.Connect(server);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.WouldBlock)
        {
            // In progress. A server that accepts no more connections for now must not block this thread.
        }

        var connection = new LoadConnection(socket, index, login, senders, openChannel?.Invoke(), isNewcomer, Refusal);
        _connections.Add(connection);
        _epoll.Add(socket, index);
        connection.Start();
        WatchUnsent(connection);

        // The server may be faster than the code that opens connections, and must not have to wait.
        Turn(TimeSpan.Zero);
        return connection;
    }

    /// <summary>From now on, the connections that are open are served before all later ones.</summary>
    public void PutPresentFirst()
    {
        _first = new EpollSet();
        foreach (var connection in _connections)
        {
            _first.Add(connection.Socket, connection.Index);
        }
    }

    /// <summary>To be called after a connection was given something to send: sends what the socket did not take when it has room.</summary>
    public void WatchUnsent(LoadConnection connection)
    {
        if (connection.HasUnsent)
        {
            _epoll.WatchWritable(connection.Socket, connection.Index, watch: true);
        }
    }

    /// <summary>Waits until a socket is ready, at most for <paramref name="limit"/>, and serves all that are.</summary>
    public void Turn(TimeSpan limit)
    {
        var count = _epoll.Wait(limit.Ticks * 100);
        for (var i = 0; i < count; i++)
        {
            if (i % ShortTurn == 0)
            {
                Urgent?.Invoke();
                ServeFirst();
            }

            Serve(_epoll[i]);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _connections.ForEach(connection => connection.Dispose());
        _epoll.Dispose();
        _first?.Dispose();
    }

    private void ServeFirst()
    {
        // They are in the other set too, which then finds nothing left to read.
        var count = _first?.Wait(0) ?? 0;
        for (var i = 0; i < count; i++)
        {
            Serve(_first![i]);
        }
    }

    private void Serve((int Index, bool IsReadable, bool IsWritable) ready)
    {
        var connection = _connections[ready.Index];
        if (ready.IsWritable)
        {
            connection.SendRest();
            _epoll.WatchWritable(connection.Socket, ready.Index, connection.HasUnsent);
        }

        if (ready.IsReadable)
        {
            var wasLoggedIn = connection.IsLoggedIn;
            var texts = connection.Receive(_buffer, connection.IsNewcomer ? null : Latencies, time);
            LoggedIn += connection.IsLoggedIn == wasLoggedIn ? 0 : 1;
            Delivered += connection.IsNewcomer ? 0 : texts;
        }
    }
}
