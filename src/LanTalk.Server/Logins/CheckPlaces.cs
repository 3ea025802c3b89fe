using LanTalk.Server.Fairness;

namespace LanTalk.Server.Logins;

/// <summary>
/// Lets a few checks of passwords compute at one time, and leaves processors to the chat. The others wait in the order of their ranks; within
/// a rank a quick check (of version 3) goes before a slow one (of version 2), and those who wait take turns. One place is for quick checks
/// alone. How many wait is bounded by <see cref="LoginThrottle"/>.
/// </summary>
/// <param name="slowPlaces">How many slow checks may be under way.</param>
internal sealed class CheckPlaces(int slowPlaces)
{
    private readonly Lock _gate = new();

    // By rank, and for each rank the quick ones first.
    private readonly TurnQueue<TaskCompletionSource>[] _waiting = [.. Enumerable.Range(0, 2 * Enum.GetValues<CheckRank>().Length).Select(_ => new TurnQueue<TaskCompletionSource>())];
    private int _underWay;
    private int _slowUnderWay;

    /// <summary>Waits for a place, which must be given back.</summary>
    /// <param name="rank">Its rank.</param>
    /// <param name="owner">Whose check it is, among those that take turns.</param>
    /// <param name="isSlow">Whether it is a slow one.</param>
    public Task EnterAsync(CheckRank rank, string owner, bool isSlow)
    {
        // Whoever is let in goes on elsewhere, and not inside the lock.
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _waiting[2 * (int)rank + (isSlow ? 1 : 0)].Enqueue(owner, waiter);
            LetIn();
        }

        return waiter.Task;
    }

    /// <summary>Gives a place back.</summary>
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
