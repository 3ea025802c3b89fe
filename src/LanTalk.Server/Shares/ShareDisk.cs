using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace LanTalk.Server.Shares;

/// <summary>
/// Reads and writes the contents of shares. A slow disk occupies only a few threads of the pool, which also carry the chat; the other transfers wait
/// without one.
/// </summary>
internal sealed partial class ShareDisk(
    ShareStore store, ShareQuota quota, ShareMetrics metrics, TimeProvider time, ILogger<ShareDisk> logger) : IDisposable
{
    private readonly SemaphoreSlim _seats = new(Math.Max(4, Environment.ProcessorCount));

    /// <summary>Works with the disk when it is the caller's turn, on a thread of the pool.</summary>
    public async Task<T> RunAsync<T>(Func<T> work)
    {
        await _seats.WaitAsync();
        try
        {
            return await Task.Run(work);
        }
        finally
        {
            _seats.Release();
        }
    }

    /// <summary>Reads a part of a content that is there; used inside <see cref="RunAsync"/>.</summary>
    /// <exception cref="IOException">It cannot be read, or is shorter by now.</exception>
    public static void Read(SafeFileHandle content, Span<byte> buffer, long offset)
    {
        for (var filled = 0; filled < buffer.Length;)
        {
            var read = RandomAccess.Read(content, buffer[filled..], offset + filled);
            filled += read > 0 ? read : throw new EndOfStreamException("A content is shorter than it was.");
        }
    }

    /// <summary>Why the disk has no space for so many bytes; null if it has.</summary>
    public ShareProblem? FindSpaceProblem(int bytes) => quota.FindDiskProblem(bytes, store.Directory);

    /// <summary>A chunk of a share is on the disk.</summary>
    public void NoteReceived(Share share, int length)
    {
        metrics.CountReceived(length);
        share.Advance(length, time.GetUtcNow());
    }

    /// <summary>Logs a fault of the disk, and explains it to a user.</summary>
    public ShareProblem ProblemOf(Exception exception)
    {
        LogFailed(exception.Message);
        return DiskProblems.Of(exception);
    }

    /// <inheritdoc/>
    public void Dispose() => _seats.Dispose();

    [LoggerMessage(LogLevel.Error, "The content of a share cannot be read or written: {Cause}")]
    private partial void LogFailed(string cause);
}
