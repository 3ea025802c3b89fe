using System.Net;
using LanTalk.Server.Addresses;

namespace LanTalk.Server.Logins;

/// <summary>
/// Slows down password guessing. Each address has a number of attempts; after those it must wait 1 s, then twice as long each time, up to 5 minutes.
/// An attempt counts when it fails. Only as many run at once as there are attempts left, and the others wait for them, so that guessing on many
/// connections at once gains nothing; a right password clears the count. A key that has proved the password before is counted separately from its
/// address, where somebody else may be guessing.
/// </summary>
internal sealed class LoginThrottle(int attempts, TimeProvider time)
{
    /// <summary>How many attempts may be in progress or waiting, in all; those of known keys come on top.</summary>
    public const int MaxPresent = 1000;

    private const int Capacity = 10_000;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <summary>A guesser is forgotten after this long without an attempt.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(15);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Guesser> _guessers = new(StringComparer.Ordinal);
    private int _present;

    /// <summary>Begins an attempt, once the same guesser's attempts in progress leave one for it.</summary>
    /// <param name="address">The client's address.</param>
    /// <param name="knownKey">The key, if it is known; otherwise null.</param>
    /// <returns>The attempt; or null and how long to wait, zero if too many others are waiting.</returns>
    public async ValueTask<(LoginAttempt? Attempt, TimeSpan Wait)> BeginAsync(IPAddress address, string? knownKey = null)
    {
        Guesser guesser;
        TaskCompletionSource<TimeSpan?> waiter;
        lock (_gate)
        {
            guesser = FindOrAdd(knownKey ?? RemoteAddress.OwnerOf(address).ToString(), isKnown: knownKey is not null);
            var wait = WaitOf(guesser);
            if (wait > TimeSpan.Zero || (_present >= MaxPresent && !guesser.IsKnown))
            {
                Forget(guesser);
                return (null, wait);
            }

            _present++;
            if (guesser.UnderWay < PlacesOf(guesser))
            {
                guesser.UnderWay++;
                return (new LoginAttempt(this, guesser), TimeSpan.Zero);
            }

            waiter = new TaskCompletionSource<TimeSpan?>(TaskCreationOptions.RunContinuationsAsynchronously);
            guesser.Waiting.Enqueue(waiter);
        }

        return await waiter.Task is { } longer ? (null, longer) : (new LoginAttempt(this, guesser), TimeSpan.Zero);
    }

    /// <summary>The rank of a guesser's attempts in the queue for checks.</summary>
    public CheckRank RankOf(Guesser guesser)
    {
        lock (_gate)
        {
            return guesser.IsKnown ? CheckRank.KnownKey : guesser.Failures == 0 ? CheckRank.NoFailures : CheckRank.Failures;
        }
    }

    /// <summary>Ends an attempt: right, wrong, or given up (null).</summary>
    public void End(Guesser guesser, bool? isRight)
    {
        lock (_gate)
        {
            _present--;
            guesser.UnderWay--;
            if (isRight is { } right)
            {
                guesser.Failures = right ? 0 : guesser.Failures + 1;
                guesser.LastAt = time.GetTimestamp();
            }

            LetIn(guesser);
            Forget(guesser);
        }
    }

    private void LetIn(Guesser guesser)
    {
        var wait = WaitOf(guesser);
        while ((wait > TimeSpan.Zero || guesser.UnderWay < PlacesOf(guesser)) && guesser.Waiting.TryDequeue(out var waiter))
        {
            if (wait > TimeSpan.Zero)
            {
                _present--;
                waiter.SetResult(wait);
            }
            else
            {
                guesser.UnderWay++;
                waiter.SetResult(null);
            }
        }
    }

    private int PlacesOf(Guesser guesser) => attempts == 0 ? int.MaxValue : Math.Max(1, attempts - guesser.Failures);

    /// <summary>How long a guesser must still wait; zero if it need not.</summary>
    private TimeSpan WaitOf(Guesser guesser)
    {
        if (attempts == 0 || guesser.Failures < attempts)
        {
            return TimeSpan.Zero;
        }

        // 2^9 s is past the longest wait; a larger exponent would only overflow.
        var wait = FirstWait * Math.Pow(2, Math.Min(guesser.Failures - attempts, 9));
        var left = (wait < LongestWait ? wait : LongestWait) - time.GetElapsedTime(guesser.LastAt);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private Guesser FindOrAdd(string name, bool isKnown)
    {
        if (!_guessers.TryGetValue(name, out var guesser))
        {
            MakeRoom();
            _guessers[name] = guesser = new Guesser(name, isKnown);
        }
        else if (IsForgotten(guesser))
        {
            guesser.Failures = 0;
        }

        return guesser;
    }

    private bool IsForgotten(Guesser guesser) => time.GetElapsedTime(guesser.LastAt) > Memory;

    private void Forget(Guesser guesser)
    {
        if (guesser is { IsIdle: true, Failures: 0 })
        {
            _guessers.Remove(guesser.Name);
        }
    }

    private void MakeRoom()
    {
        if (_guessers.Count < Capacity)
        {
            return;
        }

        var idle = _guessers.Values.Where(guesser => guesser.IsIdle).ToList();
        foreach (var guesser in idle.Where(IsForgotten))
        {
            _guessers.Remove(guesser.Name);
        }

        if (_guessers.Count >= Capacity && idle.MinBy(guesser => guesser.LastAt) is { } quietest)
        {
            // This many addresses at once are an attack on memory; the one idle for longest is forgotten.
            _guessers.Remove(quietest.Name);
        }
    }
}
