namespace LanTalk.Client.Shares;

/// <summary>One try of a transfer.</summary>
/// <param name="idle">Ends it when nothing happens for too long.</param>
/// <param name="patience">How long that is.</param>
/// <param name="gotOn">Called when it got on for certain.</param>
/// <param name="cancellationToken">Ends it when it is idle, or when the transfer is cancelled.</param>
internal sealed class Attempt(CancellationTokenSource idle, TimeSpan patience, Action gotOn, CancellationToken cancellationToken)
{
    /// <summary>Ends it.</summary>
    public CancellationToken Token => cancellationToken;

    /// <summary>Something happens: bytes go or come, but they may be in vain.</summary>
    public void Live() => idle.CancelAfter(patience);

    /// <summary>Something is done that no break can undo.</summary>
    public void GetOn()
    {
        gotOn();
        Live();
    }
}
