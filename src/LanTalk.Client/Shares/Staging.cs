using LanTalk.Protocol.Text;
using Microsoft.Win32.SafeHandles;

namespace LanTalk.Client.Shares;

/// <summary>
/// The files of a share while they arrive: in one file or one directory whose name ends in <c>.part</c>, next to their destination. Its contents say
/// how far the transfer got. Once complete, it is moved into place; existing files are never replaced.
/// </summary>
internal sealed class Staging : IDisposable
{
    private const int LongestTitle = 150;

    private readonly string _directory;
    private readonly string? _fileName;
    private readonly IReadOnlyList<TargetFile> _files;
    private readonly bool _isSingle;

    // Owned by the writer.
    private int _index;
    private int? _firstWritten;
    private SafeFileHandle? _open;
    private string? _made;

    /// <param name="directory">The directory that the files go to.</param>
    /// <param name="fileName">The name of the only file; null for its own.</param>
    /// <param name="title">The share's title.</param>
    /// <param name="root">The share's root, which tells it from others of that title.</param>
    /// <param name="files">The files.</param>
    public Staging(string directory, string? fileName, string title, string root, IReadOnlyList<TargetFile> files)
    {
        (_directory, _fileName, _files) = (directory, fileName, files);
        _isSingle = files is [{ Parts.Count: 1, File.IsDirectory: false }];
        var name = SafeNames.Shorten(fileName ?? SafeNames.Clean(title, isTop: true), LongestTitle);
        Path = System.IO.Path.Combine(directory, $"{name}.{root[..8]}.part");
    }

    /// <summary>Called for each file when it is complete, before it gets its name.</summary>
    public Action<string> Mark { get; init; } = _ => { };

    /// <summary>The file or directory that holds what has come.</summary>
    public string Path { get; }

    /// <summary>How much of the content is there.</summary>
    /// <param name="start">Where the first file begins.</param>
    /// <exception cref="ShareException">Something else is in the way.</exception>
    public long FindOffset(long start)
    {
        var offset = start;
        foreach (var file in _files.Where(file => file.File.Size > 0))
        {
            var path = PathOf(file);
            RequireNoLinks(file);
            var length = System.IO.File.Exists(path) ? new FileInfo(path).Length : 0;
            offset = file.Start + Math.Min(length, file.File.Size);
            if (length < file.File.Size)
            {
                return offset;
            }
        }

        return offset;
    }

    /// <summary>Writes a piece of the content; the pieces come in order. It waits for the disk.</summary>
    /// <param name="offset">Where it begins.</param>
    /// <param name="bytes">The piece.</param>
    /// <exception cref="ShareException">It cannot be written.</exception>
    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            while (_index < _files.Count && _files[_index].End <= offset)
            {
                Close();
                _index++;
            }

            if (_index == _files.Count || offset < _files[_index].Start)
            {
                throw new ShareException(ShareFault.Altered, "The share is longer than its files.");
            }

            var file = _files[_index];
            var length = (int)Math.Min(bytes.Length, file.End - offset);
            try
            {
                _open ??= Open(file, offset - file.Start);
                RandomAccess.Write(_open, bytes[..length], offset - file.Start);
                if (offset + length == file.End && TimeOf(file) is { } time)
                {
                    // By the open file: for thousands of small ones, a second walk would take as long as writing them.
                    System.IO.File.SetLastWriteTimeUtc(_open, time);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw ShareException.Of(PathOf(file), e);
            }

            offset += length;
            bytes = bytes[length..];
        }
    }

    /// <summary>Moves everything into place.</summary>
    /// <returns>The files and directories in the target directory.</returns>
    /// <exception cref="ShareException">They cannot be moved.</exception>
    public IReadOnlyList<string> Finish()
    {
        Close();
        try
        {
            MakeEmptyOnes();
            foreach (var file in _files.Where(file => !file.File.IsDirectory))
            {
                Mark(PathOf(file));
            }

            SetTimes();
            if (_isSingle)
            {
                return [Move(Path, _fileName ?? _files[0].Parts[0])];
            }

            var moved = _files.Select(file => file.Parts[0]).Distinct(StringComparer.Ordinal)
                .Select(name => Move(System.IO.Path.Combine(Path, name), name)).ToList();
            Directory.Delete(Path);
            return moved;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ShareException.Of(Path, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    private string PathOf(TargetFile file) => _isSingle ? Path : System.IO.Path.Combine([Path, .. file.Parts]);

    private void Close()
    {
        _open?.Dispose();
        _open = null;
    }

    private SafeFileHandle Open(TargetFile file, long at)
    {
        MakeDirectories(file, file.Parts.Count - 1);
        _firstWritten ??= _index;
        var path = PathOf(file);
        if (at == 0 && TryCreate(path) is { } created)
        {
            return created;
        }

        RequireNoLink(path);
        var open = System.IO.File.OpenHandle(path, FileMode.Open, FileAccess.Write);
        try
        {
            // Bytes after this position were not verified.
            RandomAccess.SetLength(open, at);
            return open;
        }
        catch
        {
            open.Dispose();
            throw;
        }
    }

    /// <summary>Creates a file; null if there is something already, be it a link that leads nowhere.</summary>
    private static SafeFileHandle? TryCreate(string path)
    {
        try
        {
            return System.IO.File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
        }
        catch (IOException) when (System.IO.Path.Exists(path) || new FileInfo(path).LinkTarget is not null)
        {
            return null;
        }
    }

    private void MakeDirectories(TargetFile file, int count)
    {
        var directory = _isSingle ? _directory : System.IO.Path.Combine([Path, .. file.Parts.Take(count)]);
        if (_made == directory)
        {
            return;
        }

        RequireNoLinks(file);
        Directory.CreateDirectory(directory);
        _made = directory;
    }

    private void MakeEmptyOnes()
    {
        foreach (var file in _files.Where(file => file.File.Size == 0))
        {
            var path = PathOf(file);
            MakeDirectories(file, file.File.IsDirectory ? file.Parts.Count : file.Parts.Count - 1);
            if (!file.File.IsDirectory && !System.IO.File.Exists(path))
            {
                new FileStream(path, FileMode.CreateNew, FileAccess.Write).Dispose();
            }
        }
    }

    /// <summary>Sets the times of the files that were not written now: they had come before an interruption, or are empty.</summary>
    private void SetTimes()
    {
        for (var index = 0; index < _files.Count; index++)
        {
            if ((_files[index].File.Size == 0 || !(index >= _firstWritten)) && TimeOf(_files[index]) is { } time)
            {
                System.IO.File.SetLastWriteTimeUtc(PathOf(_files[index]), time);
            }
        }
    }

    private static DateTime? TimeOf(TargetFile file) => file.File.IsDirectory ? null : UnixTime.Find(file.File.Modified)?.UtcDateTime;

    /// <summary>Moves a file or directory to the first free name; another program may take one at the same moment.</summary>
    private string Move(string from, string name)
    {
        for (var number = 1; ; number++)
        {
            var to = System.IO.Path.Combine(_directory, number == 1 ? name : SafeNames.Numbered(name, number));
            if (System.IO.Path.Exists(to) || new FileInfo(to).LinkTarget is not null)
            {
                continue;
            }

            try
            {
                MoveOnce(from, to);
                return to;
            }
            catch (IOException) when (System.IO.Path.Exists(to) && System.IO.Path.Exists(from))
            {
                // Taken in this moment.
            }
        }
    }

    // Neither replaces what is there.
    private static void MoveOnce(string from, string to)
    {
        if (Directory.Exists(from))
        {
            Directory.Move(from, to);
        }
        else
        {
            System.IO.File.Move(from, to, overwrite: false);
        }
    }

    /// <summary>Links in the place of our own directories were made by somebody else, and lead elsewhere.</summary>
    private void RequireNoLinks(TargetFile file)
    {
        var path = Path;
        RequireNoLink(path);
        foreach (var part in _isSingle ? [] : file.Parts)
        {
            path = System.IO.Path.Combine(path, part);
            RequireNoLink(path);
        }
    }

    private static void RequireNoLink(string path)
    {
        if (new FileInfo(path).LinkTarget is not null)
        {
            throw new ShareException(ShareFault.File, $"{SafeText.Clean(path)} is a link that LanTalk has not made. Remove it, and try again.");
        }
    }
}
