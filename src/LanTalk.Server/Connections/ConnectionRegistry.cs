using System.Collections.Concurrent;
using System.Net;
using LanTalk.Protocol.Messages;
using LanTalk.Server.Configuration;
using LanTalk.Server.Transports;

namespace LanTalk.Server.Connections;

/// <summary>The open connections, and the limits on their number. A connection counts from accept on, whatever its protocol.</summary>
internal sealed class ConnectionRegistry(LanTalkServerOptions options)
{
    /// <summary>The refusal that everybody gets while the server stops.</summary>
    public static readonly Refusal ShuttingDown = new(AuthFailCodes.Shutdown, "The server is shutting down.");

    /// <summary>How many connections over a limit are sent a refusal at one time; further ones are closed without one.</summary>
    private const int MaxRefused = 100;

    private readonly ConcurrentDictionary<ChatConnection, bool> _connections = new(); // true: it has a place
    private readonly Dictionary<IPAddress, int> _perAddress = [];
    private readonly Lock _gate = new();
    private int _count;
    private int _refused;
    private bool _closed;

    /// <summary>The open connections, logged in or not.</summary>
    public IEnumerable<ChatConnection> All => _connections.Select(entry => entry.Key);

    /// <summary>
    /// Registers a connection. If a limit is reached, it is refused and stays registered only until the refusal is sent; false if too many refusals
    /// are pending.
    /// </summary>
    public bool TryAdd(ChatConnection connection)
    {
        Refusal? refusal;
        lock (_gate)
        {
            refusal = FindRefusal(connection.Address);
            if (refusal is null)
            {
                _perAddress[connection.Address] = _perAddress.GetValueOrDefault(connection.Address) + 1;
                _count++;
            }
            else if (_refused < MaxRefused)
            {
                connection.Refuse(refusal);
                _refused++;
            }
            else
            {
                return false;
            }
        }

        _connections.TryAdd(connection, refusal is null);
        return true;
    }

    /// <summary>Unregisters a connection and frees its slot.</summary>
    public void Remove(ChatConnection connection)
    {
        _connections.TryRemove(connection, out var hadPlace);
        lock (_gate)
        {
            if (!hadPlace)
            {
                _refused--;
                return;
            }

            _count--;
            if (--_perAddress[connection.Address] == 0)
            {
                _perAddress.Remove(connection.Address);
            }
        }
    }

    /// <summary>Refuses every new connection from now on.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
        }
    }

    private Refusal? FindRefusal(IPAddress address)
    {
        if (_closed)
        {
            return ShuttingDown;
        }

        if (options.MaxSessions > 0 && _count >= options.MaxSessions)
        {
            return new Refusal(AuthFailCodes.Busy, "The server is full. Try again later.");
        }

        var here = _perAddress.GetValueOrDefault(address);
        return options.MaxPerAddress > 0 && here >= options.MaxPerAddress && !IPAddress.IsLoopback(address)
            ? new Refusal(AuthFailCodes.Busy, $"Too many connections from {address} ({here}). Close one first.")
            : null;
    }
}
