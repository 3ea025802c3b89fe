using LanTalk.Protocol.Files;

namespace LanTalk.Server.History;

/// <summary>
/// Reserves a data directory for one server by an open, locked file <c>lantalk.lock</c>. The system releases the lock when the process ends, for
/// whatever reason; the file stays and means nothing by itself.
/// </summary>
internal sealed class DataDirectoryLock : IDisposable
{
    // The error codes of a file that somebody else has locked; nothing else tells it from a disk that cannot be written.
    private const int SharingViolation = unchecked((int)0x80070020), WouldBlockOnLinux = 11, WouldBlockOnMac = 35;

    private readonly FileStream _file;

    private DataDirectoryLock(FileStream file) => _file = file;

    /// <summary>Locks a directory, which is created if it is missing.</summary>
    /// <exception cref="StoreException">Another server has it, or it cannot be used.</exception>
    public static DataDirectoryLock Take(string directory)
    {
        var path = Path.Combine(directory, "lantalk.lock");
        try
        {
            PrivateFiles.CreateDirectory(directory);
            return new DataDirectoryLock(PrivateFiles.Open(path, FileMode.OpenOrCreate));
        }
        catch (IOException e) when (e.HResult is SharingViolation or WouldBlockOnLinux or WouldBlockOnMac)
        {
            throw new StoreException(
                $"Another server uses the data directory {directory} ({path} is locked). Stop it, or give this one its own with --data-dir.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{path} cannot be written: {e.Message} Let this user write there, or take another --data-dir.", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
