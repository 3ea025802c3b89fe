using System.Buffers;
using System.IO.Pipelines;
using LanTalk.Server.Transports;

namespace LanTalk.Server.Connections;

/// <summary>
/// The answers of HTTP, on their way to a connection's output. A flush completes when the output has taken everything, so that the body of an answer can
/// then go past HTTP. Between two flushes it holds a buffer, otherwise none.
/// </summary>
internal sealed class HttpOutput(IConnectionOutput output) : PipeWriter
{
    private const int SmallestBuffer = 16 * 1024;

    // HTTP writes nothing into it: it only counts.
    private static readonly byte[] Nothing = new byte[1];

    private byte[] _buffer = []; // rented
    private int _length;
    private bool _isPassing;

    /// <inheritdoc/>
    public override bool CanGetUnflushedBytes => true;

    /// <inheritdoc/>
    public override long UnflushedBytes => _length;

    /// <summary>Counts bytes that were sent past HTTP as bytes that it has written.</summary>
    /// <param name="body">HTTP's own writer of the body, which leads here.</param>
    /// <param name="length">How many.</param>
    public void Pass(PipeWriter body, int length)
    {
        _isPassing = true;
        body.GetMemory();
        body.Advance(length);
        _isPassing = false;
    }

    /// <inheritdoc/>
    public override void Advance(int bytes) => _length += _isPassing ? 0 : bytes;

    /// <inheritdoc/>
    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_isPassing)
        {
            return Nothing;
        }

        var needed = _length + Math.Max(sizeHint, 1);
        if (_buffer.Length < needed)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, Math.Max(2 * _length, SmallestBuffer)));
            _buffer.AsSpan(0, _length).CopyTo(larger);
            Release();
            _buffer = larger;
        }

        return _buffer.AsMemory(_length);
    }

    /// <inheritdoc/>
    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <inheritdoc/>
    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
        _length == 0 || output.TrySend(_buffer.AsMemory(0, _length)) ? ValueTask.FromResult(End()) : new ValueTask<FlushResult>(SendRestAsync());

    /// <inheritdoc/>
    /// <remarks>HTTP ends a flush that takes too long by aborting the connection.</remarks>
    public override void CancelPendingFlush()
    {
    }

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null)
    {
        // The connection may go on, as a WebSocket.
    }

    private async Task<FlushResult> SendRestAsync()
    {
        await output.TakenAsync();
        return End();
    }

    private FlushResult End()
    {
        _length = 0;
        Release();
        _buffer = [];
        return new FlushResult(isCanceled: false, isCompleted: output.IsBroken);
    }

    private void Release()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }
}
