using System.Net;
using LanTalk.Server.Addresses;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Chat;

/// <summary>
/// The disconnected users whose grace period is running, in the order in which their connections broke. Of the users who had not settled only a few
/// per address are kept, so that users who come and go at once do not fill the server. Used under its owner's lock.
/// </summary>
internal sealed class AwaitedUsers
{
    /// <summary>The maximum number of unsettled users per address.</summary>
    public const int MaxUnsettled = 16;

    private readonly LinkedList<Awaited> _order = [];
    private readonly Dictionary<Session, LinkedListNode<Awaited>> _nodes = [];
    private readonly Dictionary<IPAddress, int> _unsettled = [];

    /// <summary>Adds a user.</summary>
    public void Add(Session session, ITimer timer)
    {
        var awaited = new Awaited(session, timer, session.HasSettled ? null : RemoteAddress.OwnerOf(session.Address));
        _nodes.Add(session, _order.AddLast(awaited));
        if (awaited.Address is { } address)
        {
            _unsettled[address] = _unsettled.GetValueOrDefault(address) + 1;
        }
    }

    /// <summary>Whether a user is awaited.</summary>
    public bool Contains(Session session) => _nodes.ContainsKey(session);

    /// <summary>Removes a user; false if it was not awaited.</summary>
    public bool Remove(Session session)
    {
        if (!_nodes.Remove(session, out var node))
        {
            return false;
        }

        _order.Remove(node);
        node.Value.Timer.Dispose();
        if (node.Value.Address is { } address && --_unsettled[address] == 0)
        {
            _unsettled.Remove(address);
        }

        return true;
    }

    /// <summary>The user to drop: the first of an address with too many, or the first of all if the server is too full.</summary>
    /// <param name="address">The address of the user added last.</param>
    /// <param name="isFull">Whether there are more users than allowed.</param>
    public Session? FindSurplus(IPAddress address, bool isFull)
    {
        var key = RemoteAddress.OwnerOf(address);
        return _unsettled.GetValueOrDefault(key) > MaxUnsettled
            ? _order.First(awaited => key.Equals(awaited.Address)).Session
            : isFull ? _order.First?.Value.Session : null;
    }

    /// <summary>Removes everybody.</summary>
    public void Clear()
    {
        foreach (var awaited in _order)
        {
            awaited.Timer.Dispose();
        }

        _order.Clear();
        _nodes.Clear();
        _unsettled.Clear();
    }

    /// <param name="Session">The user's session.</param>
    /// <param name="Timer">The grace period's timer.</param>
    /// <param name="Address">The address that the user counts against; null if it had settled.</param>
    private sealed record Awaited(Session Session, ITimer Timer, IPAddress? Address);
}
