using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;

namespace LanTalk.Cli.Chatting;

/// <summary>The shares that were announced in messages that the user has seen. May be used by any thread.</summary>
internal sealed class KnownShares
{
    /// <summary>A server that announces more and more cannot fill the memory.</summary>
    private const int MostShares = 1000;

    private readonly Lock _gate = new();
    private readonly Dictionary<long, ShareFacts> _facts = [];
    private readonly Queue<long> _order = new();

    /// <summary>Learns from an event.</summary>
    public void Learn(ChatEvent happened)
    {
        if (happened is not Received { Message: RoomMessage { Share: { } share } })
        {
            return;
        }

        lock (_gate)
        {
            if (_facts.TryAdd(share.Id, share))
            {
                _order.Enqueue(share.Id);
            }

            _facts[share.Id] = share;
            if (_order.Count > MostShares)
            {
                _facts.Remove(_order.Dequeue());
            }
        }
    }

    /// <summary>The facts about a share; null if it was not announced to this session.</summary>
    public ShareFacts? Find(long share)
    {
        lock (_gate)
        {
            return _facts.GetValueOrDefault(share);
        }
    }
}
