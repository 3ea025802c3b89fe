namespace LanTalk.Server.Transports;

/// <summary>The way out of a connection. It takes bytes now or later and never blocks. Used by one thread at a time.</summary>
internal interface IConnectionOutput
{
    /// <summary>Whether the other end is gone: what is sent from now on is taken and leads nowhere.</summary>
    bool IsBroken { get; }

    /// <summary>
    /// Takes bytes. False if it cannot take all of them yet: then <see cref="OnTaken"/> must be called next, and the bytes
    /// must not change until it calls back.
    /// </summary>
    bool TrySend(ReadOnlyMemory<byte> bytes);

    /// <summary>Calls back once, on any thread, when the bytes are taken or the other end is gone.</summary>
    void OnTaken(Action continuation);

    /// <summary>The same as a task.</summary>
    Task TakenAsync()
    {
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        OnTaken(taken.SetResult);
        return taken.Task;
    }
}
