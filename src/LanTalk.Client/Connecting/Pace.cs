using LanTalk.Protocol.Text;

namespace LanTalk.Client.Connecting;

/// <summary>
/// How much of one rate limit is spent. A message counts as spent from its turn until a whole window has passed since the server is known to have
/// handled it. Guarded by its pacer.
/// </summary>
internal sealed class Pace(RateLimit limit, TimeProvider time)
{
    // A timer takes whole milliseconds: what is left of one would be waited for by asking again and again.
    private static readonly TimeSpan TimerStep = TimeSpan.FromMilliseconds(1);

    // The turns of messages not known to be handled, in order.
    private readonly List<SendTurn> _open = [];

    // The times when the others were known to be handled, oldest first.
    private readonly Queue<long> _handledAt = new();

    /// <summary>How many messages are spent now.</summary>
    public int Spent
    {
        get
        {
            while (_handledAt.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= limit.Per)
            {
                _handledAt.Dequeue();
            }

            return _open.Count + _handledAt.Count;
        }
    }

    /// <summary>
    /// How long until one more is left, if nothing else happens: never negative, though the clock may have passed that moment since the last look at
    /// it. Null if that needs an answer from the server first.
    /// </summary>
    public TimeSpan? Wait
    {
        get
        {
            if (!_handledAt.TryPeek(out var oldest))
            {
                return null;
            }

            var left = limit.Per - time.GetElapsedTime(oldest);
            return left > TimeSpan.Zero ? left + TimerStep : TimeSpan.Zero;
        }
    }

    /// <summary>Spends one; false if none is left.</summary>
    public bool TrySpend(SendTurn turn)
    {
        if (Spent >= limit.Count)
        {
            return false;
        }

        _open.Add(turn);
        return true;
    }

    /// <summary>Returns one that was not sent.</summary>
    public void Return(SendTurn turn) => _open.Remove(turn);

    /// <summary>The turn of a message that is not known to be handled; null if there is none with that nonce.</summary>
    public SendTurn? Find(string nonce) => _open.Find(turn => turn.Nonce == nonce);

    /// <summary>The server has handled one.</summary>
    public void Prove(SendTurn turn)
    {
        if (_open.Remove(turn))
        {
            _handledAt.Enqueue(time.GetTimestamp());
        }
    }

    /// <summary>The server has handled everything written before a moment.</summary>
    public void Prove(long before)
    {
        foreach (var turn in _open.Where(turn => turn.Written > 0 && turn.Written < before).ToList())
        {
            Prove(turn);
        }
    }

    /// <summary>Counts messages of a former connection: at the latest, they were handled just now.</summary>
    public void Inherit(int spent)
    {
        for (var i = 0; i < spent; i++)
        {
            _handledAt.Enqueue(time.GetTimestamp());
        }
    }
}
