using System.Net;

namespace LanTalk.Server.Discovery;

/// <summary>
/// Bounds how often queries are answered: a query is small and its source easily forged, so an unbounded beacon would multiply
/// an attacker's traffic onto a victim. What is not answered is found by the next announcement.
/// </summary>
/// <remarks>
/// A bucket whose every token comes back exactly one second after it was taken. The usual bucket with a steady refill would let
/// twice as many through in the first second of a flood.
/// </remarks>
/// <param name="time">The clock.</param>
/// <param name="perSecond">How many answers any span of one second may see.</param>
internal sealed class AnswerLimit(TimeProvider time, int perSecond)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    // A question reaches a server once by broadcast and once by its group: one answer does. Shorter than the wait for the next question.
    private static readonly TimeSpan SameQuestion = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly Queue<(long At, IPEndPoint Asker)> _taken = new(perSecond);

    /// <summary>Takes the right to one answer.</summary>
    /// <param name="asker">Who would be answered.</param>
    /// <returns>False if it was just answered, or if no answer is left for now.</returns>
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
