using LanTalk.Protocol.Files;
using LanTalk.Protocol.Sources;
using LanTalk.Protocol.Text;
using Microsoft.Win32.SafeHandles;

namespace LanTalk.Client.Shares;

/// <summary>
/// The directory that the files of a share arrive in, and those below it. A link in the place of one of them was made by somebody else, and leads
/// elsewhere: it is never followed. Used by one thread.
/// </summary>
/// <param name="path">The directory.</param>
internal sealed class StagingTree(string path) : IDisposable
{
    // The last directory that was made: files come one directory after the other. On Linux it stays open.
    private IReadOnlyList<string>? _made;
    private SafeFileHandle? _open;

    /// <summary>The path of something below it.</summary>
    public string PathOf(IReadOnlyList<string> parts) => Path.Combine([path, .. parts]);

    /// <summary>Makes a directory below it, and those that it is in.</summary>
    /// <exception cref="ShareException">There is a link in the way.</exception>
    public void Make(IReadOnlyList<string> parts) => Make(parts, parts.Count);

    /// <summary>Creates a file, and the directories that it is in; null if something of that name is there.</summary>
    /// <exception cref="ShareException">There is a link in the way.</exception>
    public SafeFileHandle? TryCreate(IReadOnlyList<string> parts)
    {
        Make(parts, parts.Count - 1);
        return OperatingSystem.IsLinux() ? LinuxFiles.TryCreate(_open!, parts[^1]) : TryCreate(PathOf(parts));
    }

    /// <summary>Creates a file; null if there is something already, be it a link that leads nowhere.</summary>
    public static SafeFileHandle? TryCreate(string file)
    {
        try
        {
            return File.OpenHandle(file, FileMode.CreateNew, FileAccess.Write);
        }
        catch (IOException) when (Path.Exists(file) || new FileInfo(file).LinkTarget is not null)
        {
            return null;
        }
    }

    /// <summary>Opens a file that is there, to go on with it; without parts, it is the one that the whole share is.</summary>
    /// <param name="parts">Its path.</param>
    /// <param name="at">How much of it stays: bytes after this were not verified.</param>
    /// <exception cref="ShareException">There is a link in the way.</exception>
    public SafeFileHandle OpenExisting(IReadOnlyList<string> parts, long at)
    {
        RequireNoLinks(parts);
        var open = File.OpenHandle(PathOf(parts), FileMode.Open, FileAccess.Write);
        try
        {
            RandomAccess.SetLength(open, at);
            return open;
        }
        catch
        {
            open.Dispose();
            throw;
        }
    }

    /// <summary>Makes sure that neither a file below it nor a directory that it is in is a link.</summary>
    /// <exception cref="ShareException">One of them is.</exception>
    public void RequireNoLinks(IReadOnlyList<string> parts)
    {
        RequireNoLink(path);
        for (var count = 1; count <= parts.Count; count++)
        {
            RequireNoLink(PathOf([.. parts.Take(count)]));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _open?.Dispose();
        (_open, _made) = (null, null);
    }

    private void Make(IReadOnlyList<string> parts, int count)
    {
        if (IsMade(parts, count))
        {
            return;
        }

        Dispose();
        IReadOnlyList<string> directory = [.. parts.Take(count)];
        if (OperatingSystem.IsLinux())
        {
            Directory.CreateDirectory(path);
            _open = LinuxFiles.TryOpenDirectory(parent: null, path) ?? throw InTheWay(path);
            for (var depth = 0; depth < count; depth++)
            {
                using var parent = _open;
                LinuxFiles.MakeDirectory(parent, directory[depth]);
                _open = LinuxFiles.TryOpenDirectory(parent, directory[depth]) ?? throw InTheWay(PathOf([.. directory.Take(depth + 1)]));
            }
        }
        else
        {
            RequireNoLinks(directory);
            Directory.CreateDirectory(PathOf(directory));
        }

        _made = directory;
    }

    private bool IsMade(IReadOnlyList<string> parts, int count)
    {
        // From the end: paths of one share begin alike.
        var at = _made?.Count == count ? count : -1;
        while (at > 0 && _made![at - 1] == parts[at - 1])
        {
            at--;
        }

        return at == 0;
    }

    private static void RequireNoLink(string file)
    {
        if (new FileInfo(file).LinkTarget is not null)
        {
            throw InTheWay(file);
        }
    }

    private static ShareException InTheWay(string file) => new(
        ShareFault.File,
        $"{SafeText.Clean(file)} is {(new FileInfo(file).LinkTarget is null ? "not a directory" : "a link that LanTalk has not made")}. Remove it, and try again.");
}
