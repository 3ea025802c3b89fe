using System.Collections.Concurrent;

namespace LanTalk.Server.Connections;

/// <summary>
/// Says which connections are to be looked at now. A connection stands in one bucket, that of the second in which its next deadline may be
/// over; who looks at it files it anew. Activity moves nothing: a deadline that has moved on is found out when its bucket is due. So a
/// second in which nothing is due costs nothing, however many connections there are. One that does not take what it is given is
/// looked at each second.
/// </summary>
internal sealed class DeadlineWheel(TimeProvider time)
{
    /// <summary>A deadline that is farther away is filed this far ahead, and filed again from there.</summary>
    private const int Size = 1024;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly List<DeadlineEntry>?[] _buckets = new List<DeadlineEntry>?[Size];
    private readonly ConcurrentQueue<DeadlineEntry> _stalled = new();
    private readonly Lock _gate = new();
    private readonly long _start = time.GetTimestamp();
    private long _taken; // all buckets up to this second were taken out

    private long Now => (long)(time.GetElapsedTime(_start) / Second);

    /// <summary>Takes a connection in, to be looked at in the next second.</summary>
    public DeadlineEntry Add(ChatConnection connection)
    {
        var entry = new DeadlineEntry(this, connection);
        File(entry, Second);
        return entry;
    }

    /// <summary>An entry that was taken out is to be looked at again in <paramref name="dueIn"/>, but not in this second.</summary>
    public void File(DeadlineEntry entry, TimeSpan dueIn)
    {
        var elapsed = time.GetElapsedTime(_start) / Second;
        var due = Math.Max(Math.Ceiling(elapsed + (dueIn / Second)), Math.Floor(elapsed) + 1);
        lock (_gate)
        {
            var second = (long)Math.Clamp(due, _taken + 1, _taken + Size - 1);
            (_buckets[second % Size] ??= []).Add(entry);
        }
    }

    /// <summary>Takes out what is due; each has to be filed anew.</summary>
    public IEnumerable<DeadlineEntry> TakeDue()
    {
        while (TryTakeBucket(out var bucket))
        {
            foreach (var entry in bucket ?? [])
            {
                yield return entry;
            }
        }
    }

    /// <summary>Takes out those that did not take what they were given at some time since the last call.</summary>
    public IEnumerable<DeadlineEntry> TakeStalled()
    {
        for (var count = _stalled.Count; count > 0 && _stalled.TryDequeue(out var entry); count--)
        {
            entry.IsStalled = false;
            yield return entry;
        }
    }

    internal void Stall(DeadlineEntry entry) => _stalled.Enqueue(entry);

    private bool TryTakeBucket(out List<DeadlineEntry>? bucket)
    {
        var now = Now;
        lock (_gate)
        {
            bucket = null;
            if (_taken >= now)
            {
                return false;
            }

            // Where nobody looked for longer than the wheel is round, each bucket is taken once.
            _taken = Math.Max(_taken + 1, now - Size + 1);
            ref var place = ref _buckets[_taken % Size];
            (bucket, place) = (place, null);
            return true;
        }
    }
}
