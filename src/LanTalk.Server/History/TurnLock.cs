namespace LanTalk.Server.History;

/// <summary>
/// A fair lock. A thread that releases an ordinary lock and wants it again at once is likely to get it: upkeep, which does that many times in a row,
/// would keep posters waiting. Here a waiting thread goes first.
/// </summary>
internal sealed class TurnLock
{
    private readonly Lock _door = new();
    private readonly Lock _inside = new();

    /// <summary>Waits for the lock; disposing the result releases it.</summary>
    public Lock.Scope Enter()
    {
        lock (_door)
        {
            return _inside.EnterScope();
        }
    }
}
