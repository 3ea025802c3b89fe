namespace LanTalk.Server.Shares;

/// <summary>The right to send the content of a share: one request has it at a time, until it is disposed.</summary>
internal sealed class UploadSeat(Share share, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _displacing = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lastHeard = time.GetTimestamp();

    /// <summary>Signalled when another request takes its place.</summary>
    public CancellationToken Displaced => _displacing.Token;

    /// <summary>How long its client has sent nothing.</summary>
    public TimeSpan Silence => time.GetElapsedTime(Volatile.Read(ref _lastHeard));

    /// <summary>Its client has sent something.</summary>
    public void NoteHeard() => Volatile.Write(ref _lastHeard, time.GetTimestamp());

    /// <summary>Makes way for another request; completes when the content is no longer written to.</summary>
    public Task DisplaceAsync()
    {
        _displacing.Cancel();
        return _ended.Task;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        share.Leave(this);
        _ended.TrySetResult();
    }
}
