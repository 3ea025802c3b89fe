using LanTalk.Protocol.Files;

namespace LanTalk.Server.History;

/// <summary>
/// Holds a data directory for one server: a file <c>lantalk.lock</c> that is open, and locked, as long as this lives. The system lets
/// go of it when the process ends, however it does; the file stays and means nothing by itself.
/// </summary>
internal sealed class DataDirectoryLock : IDisposable
{
    // What an exception carries where somebody else has the file; nothing else tells it from a disk that cannot be written.
    private const int SharingViolation = unchecked((int)0x80070020), WouldBlockOnLinux = 11, WouldBlockOnMac = 35;

    private readonly FileStream _file;

    private DataDirectoryLock(FileStream file) => _file = file;

    /// <summary>Takes a directory, which is made if it is not there.</summary>
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
