using System.IO.Enumeration;
using LanTalk.Protocol.Shares;

namespace LanTalk.Protocol.Sources;

/// <summary>Lists the files to share: those that are named, and all that lie in directories that are named.</summary>
public sealed class SourceFiles
{
    private readonly List<SourceFile> _files = [];
    private readonly List<LeftOut> _leftOut = [];
    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);

    // Where the files stand that were found in directories.
    private readonly List<int> _listed = [];

    private SourceFiles()
    {
    }

    /// <summary>The files, in the order of the manifest.</summary>
    public IReadOnlyList<SourceFile> Files => _files;

    /// <summary>The entries of the directories that are not shared: links, devices, and files that cannot be read.</summary>
    public IReadOnlyList<LeftOut> LeftOut => _leftOut;

    /// <summary>Lists files.</summary>
    /// <param name="paths">Files and directories; a link that is named stands for its target.</param>
    /// <param name="isSparing">
    /// Whether other work on this machine goes first: the files are opened one after the other, and none is held in memory. Otherwise all processors read them,
    /// and small ones are held until they are sent, which is faster.
    /// </param>
    /// <exception cref="ShareException">One of them is not there or cannot be read, or there are too many files.</exception>
    public static SourceFiles List(IReadOnlyList<string> paths, bool isSparing = false)
    {
        var source = new SourceFiles();
        foreach (var path in paths)
        {
            source.AddNamed(path);
        }

        source.OpenListed(isSparing);
        return source;
    }

    /// <summary>One file under another name.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="name">Its name in the share.</param>
    public static SourceFiles Single(string path, string name)
    {
        var source = new SourceFiles();
        var facts = FileFacts.Of(path);
        source.Add(new SourceFile(path, name, facts.Size, facts.Modified));
        return source;
    }

    private void AddNamed(string path)
    {
        try
        {
            var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
            if (!Path.Exists(full))
            {
                throw new ShareException(ShareFault.File, $"There is no file or directory {full}.");
            }

            var named = Directory.Exists(full) ? new DirectoryInfo(full) : (FileSystemInfo)new FileInfo(full);
            var target = (named.ResolveLinkTarget(returnFinalTarget: true) ?? named).FullName;
            var name = FreeName(named.Name.Trim('/', '\\') is { Length: > 0 } own ? own : "files");
            var facts = FileFacts.Of(target);
            switch (facts.Kind)
            {
                case FileKind.Directory:
                    AddDirectory(target, name, facts);
                    break;
                case FileKind.File:
                    SourceFile.OpenToRead(target).Dispose();
                    Add(new SourceFile(target, name, facts.Size, facts.Modified));
                    break;
                default:
                    throw new ShareException(ShareFault.File, $"{full} is a device, a socket or a pipe, and cannot be shared.");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw ShareException.Of(path, e);
        }
    }

    /// <summary>A name that nothing else in the share has: files of the same name may be named in several directories.</summary>
    private string FreeName(string name)
    {
        var free = name;
        for (var number = 2; !_paths.Add(free); number++)
        {
            free = SafeNames.Numbered(name, number);
        }

        return free;
    }

    private void AddDirectory(string directory, string path, FileFacts facts)
    {
        List<string> names;
        try
        {
            names = [.. NamesIn(directory)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _leftOut.Add(new LeftOut(directory, e.Message.TrimEnd('.')));
            return;
        }

        if (names.Count == 0)
        {
            Add(new SourceFile(directory, $"{path}/", 0, facts.Modified));
        }

        names.Sort(StringComparer.Ordinal);
        foreach (var name in names)
        {
            AddEntry(Path.Join(directory, name), $"{path}/{name}");
        }
    }

    // Only the names: what else .NET would find out about each takes longer than FileFacts.
    private static FileSystemEnumerable<string> NamesIn(string directory) => new(
        directory,
        (ref FileSystemEntry entry) => entry.FileName.ToString(),
        new EnumerationOptions { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false });

    private void AddEntry(string entry, string path)
    {
        try
        {
            var facts = FileFacts.Of(entry);
            switch (facts.Kind)
            {
                case FileKind.Directory:
                    AddDirectory(entry, path, facts);
                    break;
                case FileKind.File:
                    _listed.Add(_files.Count);
                    Add(new SourceFile(entry, path, facts.Size, facts.Modified));
                    break;
                default:
                    _leftOut.Add(LeftOutOf(entry, facts.Kind));
                    break;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _leftOut.Add(new LeftOut(entry, e.Message.TrimEnd('.')));
        }
    }

    /// <summary>
    /// Opens the files that lie in directories, to see that they can be read, and reads the small ones unless it is sparing; on several processors, since each
    /// call of the system takes its time.
    /// </summary>
    private void OpenListed(bool isSparing)
    {
        var (small, opened) = (isSparing ? null : new SmallFiles(_listed.Select(at => _files[at])), new (SourceFile File, LeftOut? Instead)[_listed.Count]);
        var most = new ParallelOptions { MaxDegreeOfParallelism = isSparing ? 1 : -1 };
        Parallel.For(0, opened.Length, most, at => opened[at] = Open(_files[_listed[at]], small));
        var gone = new HashSet<int>();
        foreach (var (index, (file, instead)) in _listed.Zip(opened))
        {
            _files[index] = file;
            if (instead is not null)
            {
                gone.Add(index);
                _leftOut.Add(instead);
            }
        }

        if (gone.Count > 0)
        {
            var readable = _files.Where((_, index) => !gone.Contains(index)).ToList();
            _files.Clear();
            _files.AddRange(readable);
        }
    }

    private static (SourceFile File, LeftOut? Instead) Open(SourceFile file, SmallFiles? small)
    {
        try
        {
            // By now, something else may lie there.
            using var open = SourceFile.OpenToRead(file.FullPath);
            var facts = FileFacts.Of(open);
            var found = file with { Size = facts.Size, Modified = facts.Modified };
            return facts.Kind == FileKind.File ? (found with { Bytes = small?.TryRead(found, open) }, null) : (file, LeftOutOf(file.FullPath, facts.Kind));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (file, new LeftOut(file.FullPath, e.Message.TrimEnd('.')));
        }
    }

    private static LeftOut LeftOutOf(string entry, FileKind kind) =>
        new(entry, kind == FileKind.Link ? "it is a link" : "it is a device, a socket or a pipe");

    private void Add(SourceFile file)
    {
        if (_files.Count == Manifest.MaxFiles)
        {
            throw new ShareException(ShareFault.File, $"More than {Manifest.MaxFiles:N0} files cannot be shared at once. Pack them into an archive first.");
        }

        _files.Add(file);
    }
}
