using System.Net;
using LanTalk.Server.Addresses;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Chat;

/// <summary>
/// The users whose connection broke and who may come back, in the order in which that happened. Of those who had not settled only a few of each
/// address are waited for, so that users who come and go at once do not fill the server. Used under the lock of its owner.
/// </summary>
internal sealed class AwaitedUsers
{
    /// <summary>How many of one address are waited for that had not settled.</summary>
    public const int MaxUnsettled = 16;

    private readonly LinkedList<Awaited> _order = [];
    private readonly Dictionary<Session, LinkedListNode<Awaited>> _nodes = [];
    private readonly Dictionary<IPAddress, int> _unsettled = [];

    /// <summary>Begins to wait for a user.</summary>
    public void Add(Session session, ITimer timer)
    {
        var awaited = new Awaited(session, timer, session.HasSettled ? null : RemoteAddress.OwnerOf(session.Address));
        _nodes.Add(session, _order.AddLast(awaited));
        if (awaited.Address is { } address)
        {
            _unsettled[address] = _unsettled.GetValueOrDefault(address) + 1;
        }
    }

    /// <summary>Whether a user is waited for.</summary>
    public bool Contains(Session session) => _nodes.ContainsKey(session);

    /// <summary>Ends the waiting for a user; false if there is none.</summary>
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

    /// <summary>The user to wait for no longer: of an address too many of which are waited for, or the first of all where the server is too full.</summary>
    /// <param name="address">The address of the latest.</param>
    /// <param name="isFull">Whether there are more users than there may be.</param>
    public Session? FindSurplus(IPAddress address, bool isFull)
    {
        var key = RemoteAddress.OwnerOf(address);
        return _unsettled.GetValueOrDefault(key) > MaxUnsettled
            ? _order.First(awaited => key.Equals(awaited.Address)).Session
            : isFull ? _order.First?.Value.Session : null;
    }

    /// <summary>Ends all waiting.</summary>
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
    /// <param name="Timer">What ends the waiting.</param>
    /// <param name="Address">As what the user is counted; null if it had settled.</param>
    private sealed record Awaited(Session Session, ITimer Timer, IPAddress? Address);
}
