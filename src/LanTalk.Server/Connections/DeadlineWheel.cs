using System.Collections.Concurrent;

namespace LanTalk.Server.Connections;

/// <summary>
/// Determines which connections are due for a check. A connection is filed in one bucket, that of the second in which its next deadline may expire,
/// and is filed again after each check. Activity moves nothing: a postponed deadline is noticed when its bucket is due. A second in which nothing is
/// due therefore costs nothing, however many connections there are. A connection that does not drain its output is checked every second.
/// </summary>
internal sealed class DeadlineWheel(TimeProvider time)
{
    /// <summary>A deadline farther ahead than this is filed this far ahead, and filed again from there.</summary>
    private const int Size = 1024;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly List<DeadlineEntry>?[] _buckets = new List<DeadlineEntry>?[Size];
    private readonly ConcurrentQueue<DeadlineEntry> _stalled = new();
    private readonly Lock _gate = new();
    private readonly long _start = time.GetTimestamp();
    private long _taken; // all buckets up to this second were taken out

    private long Now => (long)(time.GetElapsedTime(_start) / Second);

    /// <summary>Adds a connection, to be checked in the next second.</summary>
    public DeadlineEntry Add(ChatConnection connection)
    {
        var entry = new DeadlineEntry(this, connection);
        File(entry, Second);
        return entry;
    }

    /// <summary>Files an entry that was taken out, to be checked again in <paramref name="dueIn"/>, but not within the current second.</summary>
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

    /// <summary>Takes out the due entries; the caller has to file each of them again.</summary>
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

    /// <summary>Takes out the entries that stalled since the last call.</summary>
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

            // After a pause longer than one round of the wheel, each bucket is taken once.
            _taken = Math.Max(_taken + 1, now - Size + 1);
            ref var place = ref _buckets[_taken % Size];
            (bucket, place) = (place, null);
            return true;
        }
    }
}
