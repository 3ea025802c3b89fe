using Microsoft.Win32.SafeHandles;

namespace LanTalk.Protocol.Sources;

/// <summary>
/// Reads a part of a share's content. A file that is not what it was when it was listed ends the reading. It reads at once, because a turn of the
/// thread pool for each of thousands of small files would take longer than the files: whoever reads it does so on a thread that may wait for a disk.
/// </summary>
internal sealed class ContentStream : PartStream
{
    private readonly ShareContent _content;

    // Owned by the reader: the file that the next byte is in, and where that file begins in the content.
    private int _index;
    private long _start;
    private SafeFileHandle? _file;

    public ContentStream(ShareContent content, long from, long to)
        : base(from, to)
    {
        (_content, _start) = (content, content.ManifestSize);
        SkipTo(from);
    }

    protected override int ReadSome(Span<byte> buffer) => At < _content.ManifestSize ? ReadManifest(buffer) : ReadFile(buffer);

    protected override void Dispose(bool disposing)
    {
        _file?.Dispose();
        base.Dispose(disposing);
    }

    private int ReadManifest(Span<byte> buffer)
    {
        var rest = _content.ManifestBytes.Span[(int)At..];
        var length = Math.Min(rest.Length, buffer.Length);
        rest[..length].CopyTo(buffer);
        return length;
    }

    private int ReadFile(Span<byte> buffer)
    {
        SkipTo(At);
        var source = _content.Files[_index];
        var rest = _start + source.Size - At;
        if (source.Bytes is { } bytes)
        {
            var length = (int)Math.Min(buffer.Length, rest);
            bytes.Span.Slice((int)(At - _start), length).CopyTo(buffer);
            return length;
        }

        try
        {
            _file ??= Open(source);
            var read = RandomAccess.Read(_file, buffer[..(int)Math.Min(buffer.Length, rest)], At - _start);
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
        // On other systems, opening a pipe would wait for ever.
        if (!OperatingSystem.IsLinux() && FileFacts.Of(source.FullPath).Kind != FileKind.File)
        {
            throw source.Changed();
        }

        var file = SourceFile.OpenToRead(source.FullPath);
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
