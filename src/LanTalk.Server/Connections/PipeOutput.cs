using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using LanTalk.Server.Transports;

namespace LanTalk.Server.Connections;

/// <summary>Sends through a connection's pipe, which copies the bytes; for transports without a socket of their own.</summary>
internal sealed class PipeOutput(PipeWriter pipe, DeadlineEntry? deadlines = null) : IConnectionOutput
{
    private ConfiguredValueTaskAwaitable<FlushResult>.ConfiguredValueTaskAwaiter _flush;
    private Action? _flushed;
    private Action? _continuation;

    /// <inheritdoc/>
    public bool IsBroken { get; private set; }

    /// <inheritdoc/>
    public bool TrySend(ReadOnlyMemory<byte> bytes)
    {
        if (IsBroken)
        {
            return true;
        }

        pipe.Write(bytes.Span);
        _flush = pipe.FlushAsync().ConfigureAwait(false).GetAwaiter();
        if (!_flush.IsCompleted)
        {
            return false;
        }

        EndFlush();
        return true;
    }

    /// <inheritdoc/>
    public void OnTaken(Action continuation)
    {
        deadlines?.Stall();
        _continuation = continuation;
        _flush.UnsafeOnCompleted(_flushed ??= () =>
        {
            EndFlush();
            _continuation();
        });
    }

    private void EndFlush()
    {
        try
        {
            IsBroken = _flush.GetResult().IsCompleted;
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or OperationCanceledException)
        {
            // The read side sees the cause, ends the session and logs it.
            IsBroken = true;
        }
    }
}
