using LanTalk.Server.Fairness;

namespace LanTalk.Server.Logins;

/// <summary>
/// Limits how many password checks compute at one time, so that the chat keeps processors. The others wait in the order of their ranks; within a rank
/// a quick check (of version 3) goes before a slow one (of version 2), and their owners take turns. One slot is reserved for quick checks.
/// <see cref="LoginThrottle"/> limits how many wait.
/// </summary>
/// <param name="slowPlaces">How many slow checks may run at once.</param>
internal sealed class CheckPlaces(int slowPlaces)
{
    private readonly Lock _gate = new();

    // One queue for quick and one for slow checks of each rank, in order of precedence.
    private readonly TurnQueue<TaskCompletionSource>[] _waiting = [.. Enumerable.Range(0, 2 * Enum.GetValues<CheckRank>().Length)
        .Select(_ => new TurnQueue<TaskCompletionSource>())];
    private int _underWay;
    private int _slowUnderWay;

    /// <summary>Waits for a slot, which must be given back.</summary>
    /// <param name="rank">Its rank.</param>
    /// <param name="owner">The owner of the check; owners take turns.</param>
    /// <param name="isSlow">Whether it is a slow one.</param>
    public Task EnterAsync(CheckRank rank, string owner, bool isSlow)
    {
        // The waiter continues on another thread, outside the lock.
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _waiting[2 * (int)rank + (isSlow ? 1 : 0)].Enqueue(owner, waiter);
            LetIn();
        }

        return waiter.Task;
    }

    /// <summary>Gives a slot back.</summary>
    public void Leave(bool isSlow)
    {
        lock (_gate)
        {
            _underWay--;
            _slowUnderWay -= isSlow ? 1 : 0;
            LetIn();
        }
    }

    private void LetIn()
    {
        for (var i = 0; i < _waiting.Length && _underWay <= slowPlaces; i++)
        {
            var isSlow = i % 2 == 1;
            while (_underWay <= slowPlaces && !(isSlow && _slowUnderWay == slowPlaces) && _waiting[i].TryDequeue(out var waiter))
            {
                _underWay++;
                _slowUnderWay += isSlow ? 1 : 0;
                waiter.SetResult();
            }
        }
    }
}
