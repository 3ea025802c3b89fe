using System.Net;
using System.Net.Sockets;
using LanTalk.Server.Addresses;

namespace LanTalk.Server.Connections;

/// <summary>
/// Lets only so many TLS handshakes be under way, in all and for each address (an IPv6 network of 64 bits counts as one). The others wait,
/// and addresses take turns: who opens many connections and leaves them half done holds up itself alone.
/// </summary>
internal sealed class HandshakeGate
{
    /// <summary>How many may be under way.</summary>
    public const int MaxInAll = 64;

    /// <summary>How many of them may come from one address.</summary>
    public const int MaxPerAddress = 8;

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, Line> _lines = [];
    private readonly Queue<Line> _turns = new(); // lines in which somebody waits and could go on if there were a place
    private int _underWay;

    /// <summary>Waits for a place; false if <paramref name="gone"/> was signalled before there was one. A place must be given back.</summary>
    public async ValueTask<bool> EnterAsync(IPAddress address, CancellationToken gone)
    {
        Waiter waiter;
        lock (_gate)
        {
            var line = LineOf(address);
            if (_underWay < MaxInAll && line.UnderWay < MaxPerAddress)
            {
                _underWay++;
                line.UnderWay++;
                return true;
            }

            waiter = new Waiter();
            line.Waiting.Enqueue(waiter);
            Queue(line);
        }

        await using (gone.UnsafeRegister(state => ((Waiter)state!).TrySetResult(false), waiter))
        {
            return await waiter.Task;
        }
    }

    /// <summary>Gives a place back.</summary>
    public void Leave(IPAddress address)
    {
        lock (_gate)
        {
            var line = _lines[KeyOf(address)];
            _underWay--;
            line.UnderWay--;
            Queue(line);
            while (_underWay < MaxInAll && _turns.TryDequeue(out var next))
            {
                next.IsQueued = false;
                LetOneIn(next);
                Queue(next);
                Forget(next);
            }

            Forget(line);
        }
    }

    private void Forget(Line line)
    {
        if (line is { UnderWay: 0, Waiting.Count: 0 })
        {
            _lines.Remove(line.Key);
        }
    }

    private void LetOneIn(Line line)
    {
        while (line.Waiting.TryDequeue(out var waiter))
        {
            // Who is gone has set the result itself.
            if (waiter.TrySetResult(true))
            {
                _underWay++;
                line.UnderWay++;
                return;
            }
        }
    }

    private void Queue(Line line)
    {
        if (line.Waiting.Count > 0 && line.UnderWay < MaxPerAddress && !line.IsQueued)
        {
            line.IsQueued = true;
            _turns.Enqueue(line);
        }
    }

    private Line LineOf(IPAddress address)
    {
        var key = KeyOf(address);
        if (!_lines.TryGetValue(key, out var line))
        {
            _lines[key] = line = new Line(key);
        }

        return line;
    }

    // On a LAN everybody has an address of the one link-local network.
    private static IPAddress KeyOf(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 && !address.IsIPv6LinkLocal ? RemoteAddress.Prefix(address, 64) : address;

    private sealed class Waiter() : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Line(IPAddress key)
    {
        public IPAddress Key { get; } = key;

        public int UnderWay { get; set; }

        public Queue<Waiter> Waiting { get; } = new();

        public bool IsQueued { get; set; }
    }
}
