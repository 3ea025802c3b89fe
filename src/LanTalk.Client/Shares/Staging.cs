using LanTalk.Protocol.Shares;
using LanTalk.Protocol.Sources;
using Microsoft.Win32.SafeHandles;

namespace LanTalk.Client.Shares;

/// <summary>
/// The files of a share while they arrive: in one file or one directory whose name ends in <c>.part</c>, next to their destination. Its contents say
/// how far the transfer got. Once complete, it is moved into place; existing files are never replaced.
/// </summary>
internal sealed class Staging : IDisposable
{
    private const int LongestTitle = 150;

    /// <summary>With fewer small files in a piece, it is not worth while to use several processors.</summary>
    private const int FewestAtOnce = 16;

    private readonly string _directory;
    private readonly string? _fileName;
    private readonly IReadOnlyList<TargetFile> _files;
    private readonly bool _isSingle;
    private readonly StagingTree _tree;
    private readonly SmallFilesWriter _small;

    // Owned by the writer.
    private int _index;
    private int? _firstWritten;
    private SafeFileHandle? _open;

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
        (_tree, _small) = (new StagingTree(Path), new SmallFilesWriter(Path));
    }

    /// <summary>Called for each file when all are complete, before they get their names; null for none.</summary>
    public Action<string>? Mark { get; init; }

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
            _tree.RequireNoLinks(_isSingle ? [] : file.Parts);
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
    public void Write(long offset, ReadOnlyMemory<byte> bytes)
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

            if (WriteSmallOnes(offset, bytes) is var several and > 0)
            {
                offset += several;
                bytes = bytes[several..];
                continue;
            }

            var file = _files[_index];
            var length = (int)Math.Min(bytes.Length, file.End - offset);
            try
            {
                _open ??= Open(file, offset - file.Start);
                RandomAccess.Write(_open, bytes.Span[..length], offset - file.Start);
                if (offset + length == file.End)
                {
                    file.SetTime(_open);
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
            MarkAll();
            SetTimes();
            if (_isSingle)
            {
                return [FreePath.Move(Path, _directory, _fileName ?? _files[0].Parts[0])];
            }

            var moved = _files.Select(file => file.Parts[0]).Distinct(StringComparer.Ordinal)
                .Select(name => FreePath.Move(System.IO.Path.Combine(Path, name), _directory, name)).ToList();
            Directory.Delete(Path);
            return moved;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ShareException.Of(Path, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        _tree.Dispose();
        _small.Dispose();
    }

    private string PathOf(TargetFile file) => _isSingle ? Path : _tree.PathOf(file.Parts);

    private void Close()
    {
        _open?.Dispose();
        _open = null;
    }

    /// <summary>Writes the small files that are whole in the beginning of a piece, on several processors: making them takes longer than their bytes.</summary>
    /// <returns>How many bytes that were; 0 if there are not many of them.</returns>
    private int WriteSmallOnes(long offset, ReadOnlyMemory<byte> bytes)
    {
        var (first, end) = (_index, _index);
        while (end < _files.Count && _files[end] is var next && next.Start >= offset && next.End - offset <= bytes.Length
            && next.File.Size <= SmallFiles.MaxLength)
        {
            end++;
        }

        if (end - first < FewestAtOnce)
        {
            return 0;
        }

        _firstWritten ??= first;
        _small.Write(_files, first, end, offset, bytes);
        _index = end;
        return (int)(_files[end - 1].End - offset);
    }

    private SafeFileHandle Open(TargetFile file, long at)
    {
        _firstWritten ??= _index;
        return (at == 0 ? TryCreate(file) : null) ?? _tree.OpenExisting(_isSingle ? [] : file.Parts, at);
    }

    private SafeFileHandle? TryCreate(TargetFile file)
    {
        if (!_isSingle)
        {
            return _tree.TryCreate(file.Parts);
        }

        Directory.CreateDirectory(_directory);
        return StagingTree.TryCreate(Path);
    }

    private void MarkAll()
    {
        foreach (var file in Mark is null ? [] : _files.Where(file => !file.File.IsDirectory))
        {
            Mark!(PathOf(file));
        }
    }

    private void MakeEmptyOnes()
    {
        foreach (var file in _files.Where(file => file.File.Size == 0))
        {
            if (file.File.IsDirectory)
            {
                _tree.Make(file.Parts);
            }
            else if (TryCreate(file) is { } created)
            {
                created.Dispose();
            }
            else
            {
                _tree.RequireNoLinks(_isSingle ? [] : file.Parts);
            }
        }
    }

    /// <summary>Sets the times of the files that were not written now: they had come before an interruption, or are empty.</summary>
    private void SetTimes()
    {
        for (var index = 0; index < _files.Count; index++)
        {
            if ((_files[index].File.Size == 0 || !(index >= _firstWritten)) && _files[index].Time is { } time)
            {
                System.IO.File.SetLastWriteTimeUtc(PathOf(_files[index]), time);
            }
        }
    }
}
