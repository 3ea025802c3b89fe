namespace LanTalk.Server.History;

/// <summary>
/// A lock that is had in turn. Whoever lets go of an ordinary lock and wants it again at once is likely to get it: upkeep, which does
/// that many times in a row, would keep posters waiting. Here it finds the one who waits at the door before it.
/// </summary>
internal sealed class TurnLock
{
    private readonly Lock _door = new();
    private readonly Lock _inside = new();

    /// <summary>Waits for the lock; the result's disposal gives it back.</summary>
    public Lock.Scope Enter()
    {
        lock (_door)
        {
            return _inside.EnterScope();
        }
    }
}
