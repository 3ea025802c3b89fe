using LanTalk.Protocol.Text;

namespace LanTalk.Protocol.Shares;

/// <summary>A file of a share as it is written.</summary>
/// <param name="Parts">The parts of its path below the target; every one is safe.</param>
/// <param name="Start">Where it begins in the content.</param>
/// <param name="File">Its entry in the manifest.</param>
public sealed record TargetFile(IReadOnlyList<string> Parts, long Start, ManifestFile File)
{
    /// <summary>The byte of the content after its last one.</summary>
    public long End => Start + File.Size;

    /// <summary>When it was last changed, UTC; null if that is not known, and for a directory.</summary>
    public DateTime? Time => File.IsDirectory ? null : UnixTime.Find(File.Modified)?.UtcDateTime;
}

/// <summary>
/// Gives each file of a manifest a path of its own. Paths that differ in the manifest also differ where the file system takes letters in upper and
/// lower case, or composed and decomposed ones, for the same. The same manifest always leads to the same paths.
/// </summary>
public sealed class TargetNames
{
    /// <summary>Deeper directories are a trap: many programs cannot even delete them.</summary>
    private const int MostParts = 64;

    private readonly Folder _top = new(isTop: true);

    private TargetNames()
    {
    }

    /// <summary>The files of a manifest in its order.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="manifestSize">Its length, after which the first file begins.</param>
    /// <exception cref="InvalidDataException">A path makes no sense.</exception>
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

    private string[] PartsOf(ManifestFile file)
    {
        string[] raw = [.. file.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".")];
        if (raw.Length is 0 or > MostParts)
        {
            var fault = raw.Length == 0 ? "A file of the share has no name." : "The directories of the share are nested too deeply.";
            throw new InvalidDataException(fault);
        }

        var folder = _top;
        for (var i = 0; i < raw.Length; i++)
        {
            if (i < raw.Length - 1 || file.IsDirectory)
            {
                (raw[i], folder) = folder.Enter(raw[i]);
            }
            else
            {
                raw[i] = folder.FreeName(raw[i]);
            }
        }

        return raw;
    }

    /// <summary>The names that are given in one directory.</summary>
    private sealed class Folder(bool isTop)
    {
        // By the name's key: how many names there are.
        private readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal);

        // By the name in the manifest.
        private readonly Dictionary<string, (string Name, Folder Folder)> _directories = new(StringComparer.Ordinal);

        /// <summary>A directory in this one.</summary>
        public (string Name, Folder Folder) Enter(string raw)
        {
            if (!_directories.TryGetValue(raw, out var directory))
            {
                _directories[raw] = directory = (FreeName(raw), new Folder(isTop: false));
            }

            return directory;
        }

        /// <summary>A name that nothing else in the directory has.</summary>
        public string FreeName(string raw)
        {
            var clean = SafeNames.Clean(raw, isTop);
            var key = SafeNames.KeyOf(clean);
            if (_taken.TryAdd(key, 1))
            {
                return clean;
            }

            // Counted, not tried from the start: all of them may have the same name.
            while (true)
            {
                var name = SafeNames.Numbered(clean, ++_taken[key]);
                if (_taken.TryAdd(SafeNames.KeyOf(name), 1))
                {
                    return name;
                }
            }
        }
    }
}
