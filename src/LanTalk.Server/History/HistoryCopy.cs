namespace LanTalk.Server.History;

/// <summary>A temporary copy of a history whose directory cannot be written to, as in a backup; deleted on disposal.</summary>
internal sealed class HistoryCopy : IDisposable
{
    private readonly DirectoryInfo _directory;

    private HistoryCopy(DirectoryInfo directory) => _directory = directory;

    /// <summary>The copy's directory, for this user alone.</summary>
    public string Directory => _directory.FullName;

    /// <summary>Copies a history and its write-ahead log.</summary>
    /// <exception cref="StoreException">There is no space for the copy.</exception>
    public static HistoryCopy Of(HistoryFile file)
    {
        var copy = new HistoryCopy(System.IO.Directory.CreateTempSubdirectory("lantalk-"));
        try
        {
            foreach (var path in new[] { file.Path, file.LogPath })
            {
                var target = Path.Combine(copy.Directory, Path.GetFileName(path));
                File.Copy(path, target);

                // The copy may have inherited the read-only attribute.
                File.SetAttributes(target, FileAttributes.Normal);
            }

            return copy;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            copy.Dispose();
            throw new StoreException($"{file.Path} cannot be read where nothing can be written, nor copied to {copy.Directory}: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _directory.Delete(recursive: true);
}
