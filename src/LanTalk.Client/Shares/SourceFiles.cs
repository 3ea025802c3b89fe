using LanTalk.Protocol.Shares;

namespace LanTalk.Client.Shares;

/// <summary>Lists the files to share: those that are named, and all that lie in directories that are named.</summary>
public sealed class SourceFiles
{
    private readonly List<SourceFile> _files = [];
    private readonly List<LeftOut> _leftOut = [];
    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);

    private SourceFiles()
    {
    }

    /// <summary>The files, in the order of the manifest.</summary>
    public IReadOnlyList<SourceFile> Files => _files;

    /// <summary>The entries of the directories that are not shared: links, devices, and files that cannot be read.</summary>
    public IReadOnlyList<LeftOut> LeftOut => _leftOut;

    /// <summary>Lists files.</summary>
    /// <param name="paths">Files and directories; a link that is named stands for its target.</param>
    /// <exception cref="ShareException">One of them is not there or cannot be read, or there are too many files.</exception>
    public static SourceFiles List(IReadOnlyList<string> paths)
    {
        var source = new SourceFiles();
        foreach (var path in paths)
        {
            source.AddNamed(path);
        }

        return source;
    }

    /// <summary>One file under another name.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="name">Its name in the share.</param>
    internal static SourceFiles Single(string path, string name)
    {
        var source = new SourceFiles();
        source.Add(new FileInfo(path), name);
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
            var target = named.ResolveLinkTarget(returnFinalTarget: true) ?? named;
            var name = FreeName(named.Name.Trim('/', '\\') is { Length: > 0 } own ? own : "files");
            if (target is DirectoryInfo directory)
            {
                AddDirectory(directory, name);
            }
            else if (!FileKinds.IsRegular(target.FullName))
            {
                throw new ShareException(ShareFault.File, $"{full} is a device, a socket or a pipe, and cannot be shared.");
            }
            else
            {
                RequireReadable(target.FullName);
                Add((FileInfo)target, name);
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

    private void AddDirectory(DirectoryInfo directory, string path)
    {
        List<FileSystemInfo> entries;
        try
        {
            entries = [.. directory.EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false })
                .OrderBy(entry => entry.Name, StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _leftOut.Add(new LeftOut(directory.FullName, e.Message.TrimEnd('.')));
            return;
        }

        if (entries.Count == 0)
        {
            Add(new SourceFile(directory.FullName, $"{path}/", 0, directory.LastWriteTimeUtc));
        }

        foreach (var entry in entries)
        {
            AddEntry(entry, $"{path}/{entry.Name}");
        }
    }

    private void AddEntry(FileSystemInfo entry, string path)
    {
        try
        {
            if (entry.LinkTarget is not null || entry.Attributes.HasFlag(FileAttributes.ReparsePoint))
            {
                _leftOut.Add(new LeftOut(entry.FullName, "it is a link"));
            }
            else if (entry is DirectoryInfo directory)
            {
                AddDirectory(directory, path);
            }
            else if (!FileKinds.IsRegular(entry.FullName))
            {
                _leftOut.Add(new LeftOut(entry.FullName, "it is a device, a socket or a pipe"));
            }
            else
            {
                RequireReadable(entry.FullName);
                Add((FileInfo)entry, path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _leftOut.Add(new LeftOut(entry.FullName, e.Message.TrimEnd('.')));
        }
    }

    private static void RequireReadable(string path) => File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete).Dispose();

    private void Add(FileInfo file, string path) => Add(new SourceFile(file.FullName, path, file.Length, file.LastWriteTimeUtc));

    private void Add(SourceFile file)
    {
        if (_files.Count == Manifest.MaxFiles)
        {
            throw new ShareException(ShareFault.File, $"More than {Manifest.MaxFiles:N0} files cannot be shared at once. Pack them into an archive first.");
        }

        _files.Add(file);
    }
}
