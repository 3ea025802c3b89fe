using LanTalk.Protocol.Text;

namespace LanTalk.Server.Sessions;

/// <summary>The rate limit's decision about a message.</summary>
internal enum RateDecision
{
    /// <summary>Within the limit.</summary>
    Allowed,

    /// <summary>Over the limit: the message is dropped and its sender warned.</summary>
    Refused,

    /// <summary>Over the limit, and warned often enough: the sender is kicked.</summary>
    Exceeded,
}

/// <summary>
/// Enforces a rate for one session with a sliding window over its allowed messages. As many messages as the limit may be refused before the next one
/// ends the session; a whole window without a refusal resets that count. A flood therefore ends after twice the limit, and a user who pauses is
/// forgiven. Used only by the session's read side.
/// </summary>
internal sealed class RateLimiter(RateLimit? limit, TimeProvider time)
{
    // The times of the last allowed messages, as a ring; created with the first message, because many sessions never send one.
    private long[]? _allowed;
    private int _oldest;
    private int _refusals;
    private long _lastRefusal;
    private RateLimiter? _queries;

    /// <summary>A separate limiter with the same limit for messages that only query. Most sessions never use it.</summary>
    public RateLimiter Queries => _queries ??= new RateLimiter(limit, time);

    /// <summary>
    /// A copy with the same counts, for the session that takes over. The former session may be counting its last message meanwhile, which the copy
    /// may or may not include; nothing counted later is.
    /// </summary>
    public RateLimiter Copy() => new(limit, time)
    {
        _allowed = _allowed?.ToArray(),
        _oldest = _oldest,
        _refusals = _refusals,
        _lastRefusal = _lastRefusal,
        _queries = _queries?.Copy(),
    };

    /// <summary>Counts a message that arrives now.</summary>
    public RateDecision Check()
    {
        if (limit is null)
        {
            return RateDecision.Allowed;
        }

        var now = time.GetTimestamp();
        if (_refusals > 0 && time.GetElapsedTime(_lastRefusal, now) >= limit.Per)
        {
            _refusals = 0;
        }

        if (_allowed is null)
        {
            _allowed = new long[limit.Count];
            Array.Fill(_allowed, long.MinValue);
        }

        ref var oldest = ref _allowed[_oldest];
        if (oldest == long.MinValue || time.GetElapsedTime(oldest, now) >= limit.Per)
        {
            oldest = now;
            _oldest = (_oldest + 1) % _allowed.Length;
            return RateDecision.Allowed;
        }

        _lastRefusal = now;
        return ++_refusals > limit.Count ? RateDecision.Exceeded : RateDecision.Refused;
    }
}
