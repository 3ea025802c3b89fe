using Microsoft.Win32.SafeHandles;

namespace LanTalk.Client.Shares;

/// <summary>
/// Reads a part of a share's content. A file that is not what it was when it was listed ends the reading. It reads at once, because a turn of the
/// thread pool for each of thousands of small files would take longer than the files: whoever reads it does so on a thread that may wait for a disk.
/// </summary>
internal sealed class ContentStream : Stream
{
    private readonly ShareContent _content;
    private readonly long _from;
    private readonly long _to;

    // Owned by the reader: the next byte, the file that it is in, and where that file begins in the content.
    private long _position;
    private int _index;
    private long _start;
    private SafeFileHandle? _file;

    public ContentStream(ShareContent content, long from, long to)
    {
        (_content, _from, _to, _position, _start) = (content, from, to, from, content.ManifestSize);
        SkipTo(from);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => _to - _from;

    public override long Position
    {
        get => _position - _from;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        buffer = buffer[..(int)Math.Min(buffer.Length, _to - _position)];
        if (buffer.Length == 0)
        {
            return 0;
        }

        var read = _position < _content.ManifestSize ? ReadManifest(buffer) : ReadFile(buffer);
        _position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

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

    private int ReadFile(Span<byte> buffer)
    {
        SkipTo(_position);
        var source = _content.Files[_index];
        var rest = _start + source.Size - _position;
        try
        {
            _file ??= Open(source);
            var read = RandomAccess.Read(_file, buffer[..(int)Math.Min(buffer.Length, rest)], _position - _start);
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

    private static SafeFileHandle Open(SourceFile source)
    {
        if (!FileKinds.IsRegular(source.FullPath))
        {
            throw source.Changed();
        }

        var file = File.OpenHandle(
            source.FullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        try
        {
            source.RequireUnchanged(file);
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
