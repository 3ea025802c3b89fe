namespace LanTalk.Protocol.Files;

/// <summary>
/// Writes private files whole or not at all: to another file, to the disk, and then into place. A reader, or a restart after a crash, finds either
/// the old content or the new.
/// </summary>
public static class WholeFile
{
    /// <summary>
    /// Replaces the content of a file, or creates it. A link stays, and its target is replaced; an existing file keeps its permissions. Only one
    /// caller at a time may do it, which is the callers' responsibility.
    /// </summary>
    /// <exception cref="IOException">It cannot be written, and is unchanged.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        // Replacing the link itself would leave its target unchanged: people keep such files elsewhere, under version control.
        var target = new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
        var beside = $"{target}.new";
        File.Delete(beside); // a crash may have left one, with any permissions
        WriteNew(beside, content);
        try
        {
            if (!OperatingSystem.IsWindows() && File.Exists(target))
            {
                File.SetUnixFileMode(beside, File.GetUnixFileMode(target));
            }

            File.Move(beside, target, overwrite: true);
        }
        finally
        {
            File.Delete(beside); // nothing is there after a success
        }
    }

    /// <summary>Creates a file; false if there is one by now, which stays unchanged.</summary>
    /// <exception cref="IOException">It cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static bool TryCreate(string path, ReadOnlySpan<byte> content)
    {
        var beside = $"{path}.{Guid.NewGuid():N}.new";
        WriteNew(beside, content);
        try
        {
            File.Move(beside, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
        finally
        {
            File.Delete(beside);
        }
    }

    private static void WriteNew(string path, ReadOnlySpan<byte> content)
    {
        using var stream = PrivateFiles.Open(path, FileMode.CreateNew);
        try
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }
}
