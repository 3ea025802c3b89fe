namespace LanTalk.Protocol.Sources;

/// <summary>A stream of a part of something, which is read once from its beginning to its end, at once.</summary>
public abstract class PartStream : Stream
{
    private readonly long _from;
    private readonly long _to;

    /// <param name="from">The first byte.</param>
    /// <param name="to">The byte after the last one.</param>
    protected PartStream(long from, long to) => (_from, _to, At) = (from, to, from);

    public sealed override bool CanRead => true;

    public sealed override bool CanSeek => false;

    public sealed override bool CanWrite => false;

    public sealed override long Length => _to - _from;

    public sealed override long Position
    {
        get => At - _from;
        set => throw new NotSupportedException();
    }

    /// <summary>The next byte. Owned by the reader.</summary>
    protected long At { get; private set; }

    public sealed override int Read(Span<byte> buffer)
    {
        buffer = buffer[..(int)Math.Min(buffer.Length, _to - At)];
        if (buffer.Length == 0)
        {
            return 0;
        }

        var read = ReadSome(buffer);
        At += read;
        return read;
    }

    public sealed override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public sealed override void Flush() => throw new NotSupportedException();

    public sealed override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public sealed override void SetLength(long value) => throw new NotSupportedException();

    public sealed override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Reads at least one byte from <see cref="At"/> on.</summary>
    /// <param name="buffer">Not empty, and no longer than the rest of the part.</param>
    protected abstract int ReadSome(Span<byte> buffer);
}
