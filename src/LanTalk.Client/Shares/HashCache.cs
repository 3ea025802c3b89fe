using LanTalk.Client.Configuration;
using LanTalk.Protocol.Files;
using LanTalk.Protocol.Shares;
using LanTalk.Protocol.Sources;

namespace LanTalk.Client.Shares;

/// <summary>
/// Keeps the hashes of what was sent, so that going on with a large file needs no second reading. They are found by the paths, sizes and times of the
/// files: a changed file has none.
/// </summary>
public sealed class HashCache
{
    /// <summary>Smaller contents are hashed in no time.</summary>
    private const int FewestChunks = 16;

    private const int MostEntries = 64;
    private const long MostBytes = 64 * 1024 * 1024;

    private readonly string _directory;

    private HashCache(string directory) => _directory = directory;

    /// <summary>The hashes kept in a configuration directory.</summary>
    public static HashCache In(string configDirectory) => new(Path.Combine(configDirectory, "hashes"));

    /// <summary>The hashes of a content; null if they are not known. An error is no reason not to send: then it is hashed again.</summary>
    internal byte[]? Find(ShareContent content)
    {
        var length = Chunks.CountOf(content.Size) * Chunks.HashLength;
        try
        {
            var path = PathOf(content);
            if (!IsWorthKeeping(length) || !File.Exists(path) || PrivateFiles.IsWritableByOthers(_directory))
            {
                return null;
            }

            // The root at the end shows that the file is whole.
            var kept = File.ReadAllBytes(path);
            return kept.Length == length + Chunks.HashLength && kept.AsSpan((int)length..).SequenceEqual(Chunks.RootOf(kept.AsSpan(..(int)length)))
                ? kept[..(int)length]
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps the hashes of a content. If they cannot be kept, they are computed again the next time.</summary>
    internal void Keep(ShareContent content, byte[] hashes)
    {
        if (!IsWorthKeeping(hashes.Length))
        {
            return;
        }

        try
        {
            ConfigDirectory.Create(_directory);
            WholeFile.Replace(PathOf(content), [.. hashes, .. Chunks.RootOf(hashes)]);
            RemoveOldest();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ConfigFileException)
        {
            // As the summary says.
        }
    }

    /// <summary>Forgets the hashes of a content, which the server has found wrong.</summary>
    internal void Forget(ShareContent content)
    {
        try
        {
            File.Delete(PathOf(content));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Where it cannot be deleted, sending fails again, and says so again.
        }
    }

    private static bool IsWorthKeeping(long length) => length is >= FewestChunks * Chunks.HashLength and <= MostBytes / 2;

    private string PathOf(ShareContent content) => Path.Combine(_directory, Convert.ToHexStringLower(content.HashIdentity()));

    private void RemoveOldest()
    {
        var (count, bytes) = (0, 0L);
        foreach (var file in new DirectoryInfo(_directory).EnumerateFiles().OrderByDescending(file => file.LastWriteTimeUtc))
        {
            bytes += file.Length;
            if (++count > MostEntries || bytes > MostBytes)
            {
                file.Delete();
            }
        }
    }
}
