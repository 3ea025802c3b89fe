using LanTalk.Protocol.Shares;

namespace LanTalk.Client.Shares;

/// <summary>A file of a share as it is written.</summary>
/// <param name="Parts">The parts of its path below the target; every one is safe.</param>
/// <param name="Start">Where it begins in the content.</param>
/// <param name="File">Its entry in the manifest.</param>
internal sealed record TargetFile(IReadOnlyList<string> Parts, long Start, ManifestFile File)
{
    /// <summary>The byte of the content after its last one.</summary>
    public long End => Start + File.Size;
}

/// <summary>
/// Gives each file of a manifest a path of its own. Paths that differ in the manifest also differ where the file system takes letters in upper and
/// lower case, or composed and decomposed ones, for the same. The same manifest always leads to the same paths.
/// </summary>
internal sealed class TargetNames
{
    /// <summary>Deeper directories are a trap: many programs cannot even delete them.</summary>
    private const int MostParts = 64;

    // By the directory's own key and the name's key: how many names there are.
    private readonly Dictionary<(string Directory, string Name), int> _taken = [];

    // By the directory's own key and the name in the manifest: the directory's name.
    private readonly Dictionary<(string Directory, string Name), string> _directories = [];

    private TargetNames()
    {
    }

    /// <summary>The files of a manifest in its order.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="manifestSize">Its length, after which the first file begins.</param>
    /// <exception cref="ShareException">A path makes no sense.</exception>
    public static IReadOnlyList<TargetFile> Of(Manifest manifest, long manifestSize)
    {
        var names = new TargetNames();
        var files = new List<TargetFile>(manifest.Files.Count);
        var start = manifestSize;
        foreach (var file in manifest.Files)
        {
            files.Add(new TargetFile(names.PartsOf(file), start, file));
            start += file.Size;
        }

        return files;
    }

    private List<string> PartsOf(ManifestFile file)
    {
        var raw = file.Path.Split('/').Where(part => part is not ("" or ".")).ToList();
        if (raw.Count is 0 or > MostParts)
        {
            var fault = raw.Count == 0 ? "A file of the share has no name." : "The directories of the share are nested too deeply.";
            throw new ShareException(ShareFault.Altered, fault);
        }

        var parts = new List<string>(raw.Count);
        var directory = "";
        for (var i = 0; i < raw.Count; i++)
        {
            var isDirectory = i < raw.Count - 1 || file.IsDirectory;
            var name = isDirectory ? DirectoryName(directory, raw[i], isTop: i == 0) : FreeName(directory, raw[i], isTop: i == 0);
            parts.Add(name);
            directory = $"{directory}/{SafeNames.KeyOf(name)}";
        }

        return parts;
    }

    private string DirectoryName(string directory, string raw, bool isTop)
    {
        if (!_directories.TryGetValue((directory, raw), out var name))
        {
            _directories[(directory, raw)] = name = FreeName(directory, raw, isTop);
        }

        return name;
    }

    private string FreeName(string directory, string raw, bool isTop)
    {
        var clean = SafeNames.Clean(raw, isTop);
        var key = (directory, SafeNames.KeyOf(clean));
        if (_taken.TryAdd(key, 1))
        {
            return clean;
        }

        // Counted, not tried from the start: all of them may have the same name.
        while (true)
        {
            var name = SafeNames.Numbered(clean, ++_taken[key]);
            if (_taken.TryAdd((directory, SafeNames.KeyOf(name)), 1))
            {
                return name;
            }
        }
    }
}
