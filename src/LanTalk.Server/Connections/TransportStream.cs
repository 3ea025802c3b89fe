using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using LanTalk.Server.Transports;

namespace LanTalk.Server.Connections;

/// <summary>
/// A transport's two directions as the stream that TLS runs on. It owns neither. What TLS writes is sent at once, unless it is
/// <see cref="Gather">gathered</see>; then several records are sent together.
/// </summary>
internal sealed class TransportStream(PipeReader input, IConnectionOutput output) : Stream
{
    // TLS also writes from its reading side, when the platform answers the other end by itself.
    private readonly Lock _gate = new();
    private byte[]? _gathered; // rented
    private int _length;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Collects everything written from now on, until <see cref="TakeGathered"/>.</summary>
    /// <param name="size">The estimated number of bytes.</param>
    public void Gather(int size)
    {
        lock (_gate)
        {
            _gathered ??= ArrayPool<byte>.Shared.Rent(size);
        }
    }

    /// <summary>The collected bytes, in an array that must be returned to the shared pool.</summary>
    public ArraySegment<byte> TakeGathered()
    {
        lock (_gate)
        {
            var taken = new ArraySegment<byte>(_gathered ?? [], 0, _length);
            (_gathered, _length) = (null, 0);
            return taken;
        }
    }

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var result = await input.ReadAsync(cancellationToken);
        var taken = result.Buffer.Slice(0, Math.Min(buffer.Length, result.Buffer.Length));
        taken.CopyTo(buffer.Span);

        // Computed before the buffer is given back: after that another thread may reuse its segments.
        var length = (int)taken.Length;
        input.AdvanceTo(taken.End);
        return result.IsCanceled && length == 0 ? throw new OperationCanceledException("The read was interrupted.") : length;
    }

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (TryGather(buffer.Span))
        {
            return ValueTask.CompletedTask;
        }

        return output.TrySend(buffer) && !output.IsBroken ? ValueTask.CompletedTask : new ValueTask(SendRestAsync());
    }

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask; // each write is flushed

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    private bool TryGather(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (_gathered is null)
            {
                return false;
            }

            if (_gathered.Length - _length < bytes.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(_length + bytes.Length);
                _gathered.AsSpan(0, _length).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(_gathered);
                _gathered = larger;
            }

            bytes.CopyTo(_gathered.AsSpan(_length));
            _length += bytes.Length;
            return true;
        }
    }

    private async Task SendRestAsync()
    {
        if (!output.IsBroken)
        {
            await output.TakenAsync();
        }

        if (output.IsBroken)
        {
            throw new IOException("The other end is gone.");
        }
    }
}
