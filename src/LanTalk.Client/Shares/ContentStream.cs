namespace LanTalk.Client.Shares;

/// <summary>Reads a part of a share's content. A file that is not what it was when it was listed ends the reading.</summary>
internal sealed class ContentStream : Stream
{
    private readonly ShareContent _content;
    private readonly long _from;
    private readonly long _to;

    // Owned by the reader: the next byte, the file that it is in, and where that file begins in the content.
    private long _position;
    private int _index;
    private long _start;
    private FileStream? _file;

    public ContentStream(ShareContent content, long from, long to)
    {
        (_content, _from, _to, _position, _start) = (content, from, to, from, content.ManifestSize);
        SkipTo(from);
    }

    /// <summary>Called with each number of bytes that were read.</summary>
    public Action<int>? Took { get; init; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => _to - _from;

    public override long Position
    {
        get => _position - _from;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        buffer = buffer[..(int)Math.Min(buffer.Length, _to - _position)];
        if (buffer.Length == 0)
        {
            return 0;
        }

        var read = _position < _content.ManifestSize ? ReadManifest(buffer.Span) : await ReadFileAsync(buffer, cancellationToken);
        _position += read;
        Took?.Invoke(read);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("It is read asynchronously.");

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _file?.Dispose();
        base.Dispose(disposing);
    }

    private int ReadManifest(Span<byte> buffer)
    {
        var rest = _content.ManifestBytes.Span[(int)_position..];
        var length = Math.Min(rest.Length, buffer.Length);
        rest[..length].CopyTo(buffer);
        return length;
    }

    private async ValueTask<int> ReadFileAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        SkipTo(_position);
        var source = _content.Files[_index];
        var rest = _start + source.Size - _position;
        try
        {
            _file ??= Open(source, _position - _start);
            var read = await _file.ReadAsync(buffer[..(int)Math.Min(buffer.Length, rest)], cancellationToken);
            if (read == 0)
            {
                throw source.Changed();
            }

            if (read == rest)
            {
                source.RequireUnchanged(_file);
            }

            return read;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Not a failure of the network, which would be tried again.
            throw ShareException.Of(source.FullPath, e);
        }
    }

    private static FileStream Open(SourceFile source, long at)
    {
        if (!FileKinds.IsRegular(source.FullPath))
        {
            throw source.Changed();
        }

        var file = new FileStream(source.FullPath, new FileStreamOptions
        {
            Mode = FileMode.Open,
            Access = FileAccess.Read,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
            Options = FileOptions.SequentialScan,
        });
        try
        {
            source.RequireUnchanged(file);
            file.Position = at;
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Goes on to the file that a byte is in.</summary>
    private void SkipTo(long position)
    {
        while (_index < _content.Files.Count && position >= _start + _content.Files[_index].Size)
        {
            _file?.Dispose();
            _file = null;
            _start += _content.Files[_index++].Size;
        }
    }
}
