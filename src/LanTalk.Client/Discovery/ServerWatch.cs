using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace LanTalk.Client.Discovery;

/// <summary>Reads sightings and turns them into servers, in the two ways that callers want. It has no socket.</summary>
internal sealed class ServerWatch(ChannelReader<Sighting> sightings, TimeProvider time, Func<FoundServer, ServerStanding> standingOf)
{
    /// <summary>Three lost announcements in a row and a little more: one lost datagram does not make a server count as gone.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(7);

    /// <summary>Every server has answered when no new one was heard for this long: longer than the wait for the second question.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(400);

    /// <summary>A server is heard at several addresses within a moment; after this wait, the best of them is known.</summary>
    public static readonly TimeSpan Weighing = TimeSpan.FromMilliseconds(25);

    private static readonly TimeSpan LookForGone = TimeSpan.FromMilliseconds(500);

    private const int MostAtOnce = 1024;

    private Task<bool>? _heard;

    /// <summary>Each server once, as it is found, until no new one comes.</summary>
    public async IAsyncEnumerable<FoundServer> FindAllAsync(TimeSpan timeout, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = new ServerTable(time, TimeSpan.MaxValue, standingOf);
        var start = time.GetTimestamp();
        long? newest = null;
        var isWeighed = true;
        while (Min(timeout - time.GetElapsedTime(start), Left(Settled)) is var left && left > TimeSpan.Zero)
        {
            await HearAsync(isWeighed ? left : Min(left, Left(Weighing)), cancellationToken);
            if (TakeInto(table))
            {
                newest = time.GetTimestamp();
                isWeighed = false;
            }

            if (!isWeighed && Left(Weighing) <= TimeSpan.Zero)
            {
                isWeighed = true;
                foreach (var server in NewOnes(table))
                {
                    yield return server;
                }
            }
        }

        foreach (var server in NewOnes(table))
        {
            yield return server;
        }

        TimeSpan Left(TimeSpan span) => newest is { } at ? span - time.GetElapsedTime(at) : TimeSpan.MaxValue;
    }

    /// <summary>Servers as they come, change and go.</summary>
    public async IAsyncEnumerable<ServerChange> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = new ServerTable(time, Lifetime, standingOf);
        while (true)
        {
            await HearAsync(LookForGone, cancellationToken);

            // Every sighting so far counts before any server is declared gone: the reader may have been away for long.
            TakeInto(table);
            foreach (var change in table.TakeChanges())
            {
                yield return change;
            }
        }
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static IEnumerable<FoundServer> NewOnes(ServerTable table) =>
        table.TakeChanges().Where(change => change.Kind == ServerChangeKind.Appeared).Select(change => change.Server);

    /// <summary>Waits for a sighting, but no longer than <paramref name="atMost"/>.</summary>
    private async Task HearAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        // The clock has moved on since the caller looked at it: the rest may be negative.
        var wait = atMost > TimeSpan.Zero ? atMost : TimeSpan.Zero;

        // One wait on the channel outlives many time-outs here; a new one each time would pile up in a quiet LAN.
        _heard ??= sightings.WaitToReadAsync(cancellationToken).AsTask();
        await ((Task)_heard.WaitAsync(wait, time, cancellationToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        if (_heard.IsCompleted)
        {
            await _heard;
            _heard = null;
        }
    }

    /// <returns>Whether there was a new server among the sightings.</returns>
    private bool TakeInto(ServerTable table)
    {
        // Only those already there: in a flood there is always another one.
        var foundNew = false;
        for (var i = 0; i < MostAtOnce && sightings.TryRead(out var sighting); i++)
        {
            foundNew |= table.Hear(sighting);
        }

        return foundNew;
    }
}
