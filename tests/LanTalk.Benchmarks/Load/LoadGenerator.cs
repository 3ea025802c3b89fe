using System.Net;
using System.Net.Sockets;
using HdrHistogram;

namespace LanTalk.Benchmarks.Load;

/// <summary>
/// Many connections on one thread: some send, all check what they get. It knows no server, only a <see cref="Dialect"/>.
/// </summary>
internal sealed class LoadGenerator(IPEndPoint server, Dialect dialect, int senders, int textSize, TimeProvider time) : IDisposable
{
    // Room for what a fast server sends to one connection between two looks.
    private const int BufferSize = 256 * 1024;

    // So few connections share a source address that no address runs out of ports.
    private const int ConnectionsPerAddress = 10_000;

    private const int IpLevel = 0;
    private const int IpBindAddressNoPort = 24;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly EpollSet _epoll = new();
    private readonly List<LoadConnection> _connections = [];
    private readonly List<TextSender> _senders = [];
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BufferSize);
    private LongHistogram? _latencies;
    private long _delivered;
    private long _sent;

    private bool IsChat => dialect.SenderLogin is null;

    /// <summary>How many connections get each text.</summary>
    public int DeliveriesPerText { get; private set; }

    /// <summary>Opens connections and logs them in, all at once. Returns how long it took until the last one was in.</summary>
    public TimeSpan Connect(int receivers)
    {
        var start = time.GetTimestamp();
        var first = _connections.Count;
        if (dialect.SenderLogin is { } senderLogin && _senders.Count == 0)
        {
            for (var i = 0; i < senders; i++)
            {
                _senders.Add(new TextSender(Open(senderLogin), i, dialect, textSize));
            }
        }

        for (var i = 0; i < receivers; i++)
        {
            var connection = Open(dialect.Login(_connections.Count));
            if (_senders.Count < senders)
            {
                _senders.Add(new TextSender(connection, _senders.Count, dialect, textSize));
            }
        }

        DeliveriesPerText += receivers - (first == 0 && IsChat && !dialect.Echoes ? 1 : 0);
        var open = first;
        RunUntil(() =>
        {
            while (open < _connections.Count && _connections[open].IsLoggedIn)
            {
                open++;
            }

            return open == _connections.Count;
        }, () => $"{_connections.Count - open} of {_connections.Count - first} connections did not get in: connection {open} is still waiting");
        return time.GetElapsedTime(start);
    }

    /// <summary>Sends as fast as the server delivers, with at most <paramref name="window"/> texts on their way.</summary>
    public LoadResult Saturate(TimeSpan duration, int window) => Measure(() =>
    {
        var end = time.GetTimestamp() + (long)(duration.TotalSeconds * time.TimestampFrequency);
        while (time.GetTimestamp() < end)
        {
            var allowed = window - (_sent - (_delivered / DeliveriesPerText));
            // A few at a time from each, so that the server has more than one to read from.
            var each = (int)Math.Min(allowed / senders, TextSender.MaxTexts);
            if (each > 0)
            {
                SendFromEach(each);
            }

            Turn(TimeSpan.FromSeconds(1));
        }
    });

    /// <summary>Sends <paramref name="rate"/> texts a second whether or not the server keeps up, and notes when each arrives.</summary>
    public LoadResult Pace(TimeSpan duration, int rate)
    {
        var latencies = new LongHistogram(time.TimestampFrequency * 60, 3);
        return Measure(() =>
        {
            _latencies = latencies;
            var start = time.GetTimestamp();
            var texts = (long)(duration.TotalSeconds * rate);
            for (var sent = 0L; sent < texts; sent++)
            {
                // What is due counts from when it was due, late or not: a server that stalls the load must not look better for it.
                var due = start + (sent * time.TimestampFrequency / rate);
                while (time.GetTimestamp() is var now && now < due)
                {
                    Turn(time.GetElapsedTime(now, due));
                }

                var sender = _senders[(int)(sent % senders)];
                sender.Send(1, due);
                _sent++;
                WatchUnsent(sender.Connection);
            }
        }) with
        {
            Latencies = latencies,
        };
    }

    /// <summary>Throws unless every connection got every text once, in order, and all in the same order.</summary>
    /// <returns>Whether the order was one and the same everywhere.</returns>
    public bool Verify()
    {
        ulong? sum = null;
        var isOneOrder = true;
        foreach (var connection in _connections.Where(IsReceiver))
        {
            foreach (var sender in _senders)
            {
                var isOwn = sender.Connection == connection && !dialect.Echoes;
                var expected = isOwn ? 0 : sender.Sent;
                if (connection.NextOf(sender.Index) != expected)
                {
                    throw new BenchmarkException(
                        $"Connection {connection.Index} got {connection.NextOf(sender.Index)} of {expected} texts of sender {sender.Index}.");
                }
            }

            if (dialect.Echoes || !IsSender(connection))
            {
                isOneOrder &= sum is null || sum == connection.OrderSum;
                sum ??= connection.OrderSum;
            }
        }

        return isOneOrder;
    }

    /// <summary>Lets time pass while all that comes is read.</summary>
    public void Rest(TimeSpan duration)
    {
        var start = time.GetTimestamp();
        while (time.GetElapsedTime(start) is var elapsed && elapsed < duration)
        {
            Turn(duration - elapsed);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _connections.ForEach(connection => connection.Dispose());
        _epoll.Dispose();
    }

    private LoadConnection Open(LoginStep[] login)
    {
        var index = _connections.Count;
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

        // A port is chosen when the socket connects and not when it is bound, so that those of closed connections can be used again (ip(7)).
        socket.SetRawSocketOption(IpLevel, IpBindAddressNoPort, BitConverter.GetBytes(1));
        socket.Bind(new IPEndPoint(new IPAddress([127, 0, 0, (byte)(2 + (index / ConnectionsPerAddress))]), 0));
        socket.Connect(server);
        socket.Blocking = false;
        var connection = new LoadConnection(socket, index, login, senders);
        _connections.Add(connection);
        _epoll.Add(socket, index);
        connection.Start();

        // The server may be faster than this loop, and must not have to wait for it.
        Turn(TimeSpan.Zero);
        return connection;
    }

    private LoadResult Measure(Action work)
    {
        var start = time.GetTimestamp();
        var (sent, delivered, cpu) = (_sent, _delivered, Environment.CpuUsage.TotalTime);
        work();
        _latencies = null;
        var result = new LoadResult(_delivered - delivered, time.GetElapsedTime(start), Environment.CpuUsage.TotalTime - cpu);
        RunUntil(() => _delivered == ExpectedDeliveries(), () => $"{ExpectedDeliveries() - _delivered} deliveries are missing");
        return result with { Texts = _sent - sent };
    }

    private long ExpectedDeliveries() => _sent * DeliveriesPerText;

    private void SendFromEach(int texts)
    {
        foreach (var sender in _senders)
        {
            if (!sender.Connection.HasUnsent)
            {
                sender.Send(texts, 0);
                _sent += texts;
                WatchUnsent(sender.Connection);
            }
        }
    }

    private void WatchUnsent(LoadConnection connection)
    {
        if (connection.HasUnsent)
        {
            _epoll.WatchWritable(connection.Socket, connection.Index, watch: true);
        }
    }

    private void Turn(TimeSpan limit)
    {
        var count = _epoll.Wait(limit.Ticks * 100);
        for (var i = 0; i < count; i++)
        {
            var (index, isReadable, isWritable) = _epoll[i];
            var connection = _connections[index];
            if (isWritable)
            {
                connection.SendRest();
                _epoll.WatchWritable(connection.Socket, index, connection.HasUnsent);
            }

            if (isReadable)
            {
                _delivered += connection.Receive(_buffer, _latencies, time);
            }
        }
    }

    private void RunUntil(Func<bool> isDone, Func<string> failure)
    {
        var start = time.GetTimestamp();
        while (!isDone())
        {
            if (time.GetElapsedTime(start) > Patience)
            {
                throw new BenchmarkException($"After {Patience.TotalSeconds:0} s {failure()}.");
            }

            Turn(TimeSpan.FromSeconds(1));
        }
    }

    private bool IsSender(LoadConnection connection) => _senders.Exists(sender => sender.Connection == connection);

    private bool IsReceiver(LoadConnection connection) => IsChat || !IsSender(connection);
}
