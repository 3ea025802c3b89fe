using System.Collections.Concurrent;
using System.Net;
using LanTalk.Protocol.Messages;
using LanTalk.Server.Configuration;
using LanTalk.Server.Transports;

namespace LanTalk.Server.Connections;

/// <summary>The connections that are open, and the limits on how many there may be. They count from their acceptance on, whatever they speak.</summary>
internal sealed class ConnectionRegistry(LanTalkServerOptions options)
{
    /// <summary>What is said to everybody while the server stops.</summary>
    public static readonly Refusal ShuttingDown = new(AuthFailCodes.Shutdown, "The server is shutting down.");

    /// <summary>How many connections past a limit are told so at one time; more are closed without a word.</summary>
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
    /// Takes a connection in. Where there is no place for it, it is refused, and is here only until it was told so; false if there are
    /// too many of those.
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

    /// <summary>Gives the place of a connection back.</summary>
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

    /// <summary>From now on every new connection is refused.</summary>
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
