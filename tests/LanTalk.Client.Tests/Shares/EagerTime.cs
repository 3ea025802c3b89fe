namespace LanTalk.Client.Tests.Shares;

/// <summary>A clock on which the wait before another try is over at once, and longer ones never.</summary>
internal sealed class EagerTime : TimeProvider
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(31);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime < LongestPause && dueTime > TimeSpan.Zero ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
}
