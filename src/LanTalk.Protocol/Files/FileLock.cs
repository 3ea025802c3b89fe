namespace LanTalk.Protocol.Files;

/// <summary>Lets one process at a time change a file, by a second file that only one can have open.</summary>
public static class FileLock
{
    /// <summary>Takes the lock, which lasts until the result is disposed.</summary>
    /// <param name="path">The file that stands for the lock; it is created.</param>
    /// <param name="time">The time.</param>
    /// <exception cref="TimeoutException">The lock could not be taken within 5 s.</exception>
    /// <exception cref="IOException">The file cannot be created.</exception>
    public static async Task<IDisposable> TakeAsync(string path, TimeProvider time)
    {
        const int Attempts = 250;
        var pause = TimeSpan.FromMilliseconds(20);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return PrivateFiles.Open(path, FileMode.OpenOrCreate);
            }
            catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException) && attempt < Attempts)
            {
                // Most likely another process is between its read and its write, which takes a moment.
                await Task.Delay(pause, time);
            }
            catch (IOException e) when (attempt == Attempts)
            {
                throw new TimeoutException($"{path} cannot be locked: {e.Message}", e);
            }
        }
    }
}
