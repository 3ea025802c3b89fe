namespace LanTalk.Server.Transports;

/// <summary>A connection's output. It takes bytes now or later and never blocks. Used by one thread at a time.</summary>
internal interface IConnectionOutput
{
    /// <summary>Whether the other end is gone: further bytes are accepted and discarded.</summary>
    bool IsBroken { get; }

    /// <summary>
    /// Takes bytes. False if it cannot take all of them yet: <see cref="OnTaken"/> must be called next, and the bytes must not change until it calls
    /// back.
    /// </summary>
    bool TrySend(ReadOnlyMemory<byte> bytes);

    /// <summary>Calls back once, on any thread, when the bytes are taken or the other end is gone.</summary>
    void OnTaken(Action continuation);

    /// <summary>Completes when the bytes are taken or the other end is gone; see <see cref="OnTaken"/>.</summary>
    Task TakenAsync()
    {
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        OnTaken(taken.SetResult);
        return taken.Task;
    }
}
