using System.Collections.Concurrent;
using System.Net;
using LanTalk.Protocol.Messages;
using LanTalk.Server.Security;

namespace LanTalk.Server.Connections;

/// <summary>The connections that are open, and the limits on how many there may be.</summary>
internal sealed class ConnectionRegistry(LanTalkServerOptions options)
{
    /// <summary>What is said to everybody while the server stops.</summary>
    public static readonly Refusal ShuttingDown = new(AuthFailCodes.Shutdown, "The server is shutting down.");

    private readonly ConcurrentDictionary<ChatConnection, byte> _connections = new();
    private readonly Dictionary<IPAddress, int> _perAddress = [];
    private readonly Lock _gate = new();
    private int _count;
    private bool _closed;

    /// <summary>The open connections, logged in or not.</summary>
    public IEnumerable<ChatConnection> All => _connections.Select(entry => entry.Key);

    /// <summary>Takes a connection in; otherwise says why not.</summary>
    public Refusal? TryAdd(ChatConnection connection)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return ShuttingDown;
            }

            if (options.MaxSessions > 0 && _count >= options.MaxSessions)
            {
                return new Refusal(AuthFailCodes.Busy, "The server is full. Try again later.");
            }

            var here = _perAddress.GetValueOrDefault(connection.Address);
            if (options.MaxPerAddress > 0 && here >= options.MaxPerAddress && !IPAddress.IsLoopback(connection.Address))
            {
                return new Refusal(AuthFailCodes.Busy, $"Too many connections from {connection.Address} ({here}). Close one first.");
            }

            _perAddress[connection.Address] = here + 1;
            _count++;
        }

        _connections.TryAdd(connection, 0);
        return null;
    }

    /// <summary>Gives the place of a connection back.</summary>
    public void Remove(ChatConnection connection)
    {
        _connections.TryRemove(connection, out _);
        lock (_gate)
        {
            _count--;
            if (--_perAddress[connection.Address] == 0)
            {
                _perAddress.Remove(connection.Address);
            }
        }
    }

    /// <summary>From now on every new connection is refused.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
        }
    }
}
