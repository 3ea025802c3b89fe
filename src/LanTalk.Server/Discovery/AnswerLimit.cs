using System.Net;

namespace LanTalk.Server.Discovery;

/// <summary>
/// Limits how often queries are answered: a query is small and its source easily forged, so an unlimited beacon would amplify an attacker's traffic
/// to a victim. A client without an answer finds the server by its next announcement.
/// </summary>
/// <remarks>
/// A token bucket in which each token comes back exactly one second after it was taken. The usual bucket with a steady refill would let twice as many
/// through in the first second of a flood.
/// </remarks>
/// <param name="time">The clock.</param>
/// <param name="perSecond">The maximum number of answers within any span of one second.</param>
internal sealed class AnswerLimit(TimeProvider time, int perSecond)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    // A query reaches a server twice, by broadcast and by multicast; one answer is enough. Shorter than the interval between a client's queries.
    private static readonly TimeSpan SameQuestion = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly Queue<(long At, IPEndPoint Asker)> _taken = new(perSecond);

    /// <summary>Takes a token for one answer.</summary>
    /// <param name="asker">The address that would get the answer.</param>
    /// <returns>False if it was just answered, or if no token is left for now.</returns>
    public bool TryTake(IPEndPoint asker)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            while (_taken.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At, now) >= Second)
            {
                _taken.Dequeue();
            }

            if (_taken.Count == perSecond || _taken.Any(t => t.Asker.Equals(asker) && time.GetElapsedTime(t.At, now) < SameQuestion))
            {
                return false;
            }

            _taken.Enqueue((now, asker));
            return true;
        }
    }
}
