using Microsoft.Win32.SafeHandles;

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

    /// <summary>Whether it can take bytes from a file, which then nobody copies.</summary>
    bool TakesFiles => false;

    /// <summary>
    /// Takes as much of a file as it can at once; 0 if it can take nothing now, or failed: then <see cref="TrySend"/> waits, or finds the cause. Unlike
    /// the other methods, this one waits for the disk.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="offset">The first byte.</param>
    /// <param name="length">How many bytes at most.</param>
    int TrySendFile(SafeFileHandle file, long offset, int length) => 0;

    /// <summary>Completes when the bytes are taken or the other end is gone; see <see cref="OnTaken"/>.</summary>
    Task TakenAsync()
    {
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        OnTaken(taken.SetResult);
        return taken.Task;
    }
}
