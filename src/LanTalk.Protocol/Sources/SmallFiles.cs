using Microsoft.Win32.SafeHandles;

namespace LanTalk.Protocol.Sources;

/// <summary>
/// Reads small files when they are listed, and holds their bytes until they are sent: opening a file once more, for hashing and for sending, takes longer
/// than its bytes do. What is sent is what was there at that moment. May be used by any thread.
/// </summary>
public sealed class SmallFiles
{
    /// <summary>The longest of them in bytes. Of a longer one, the bytes take longer than opening it.</summary>
    public const int MaxLength = 64 * 1024;

    private const long MostBytes = 64 * 1024 * 1024;

    // Many in one array: the garbage collector would otherwise move each of them.
    private readonly byte[] _bytes;
    private long _used; // goes on counting when there is no room left

    /// <summary>Prepares to read files.</summary>
    /// <param name="files">The files as they were listed, small or not.</param>
    public SmallFiles(IEnumerable<SourceFile> files) =>
        _bytes = HugePages.Allocate((int)Math.Min(MostBytes, files.Where(file => file.Size <= MaxLength).Sum(file => file.Size)));

    /// <summary>The bytes of a file; null if it is not small, was changed since it was listed, or enough is held already.</summary>
    /// <param name="file">The file as it was listed.</param>
    /// <param name="open">The same file, open.</param>
    public ReadOnlyMemory<byte>? TryRead(SourceFile file, SafeFileHandle open)
    {
        if (file.Size > MaxLength || TryTake((int)file.Size) is not { } bytes)
        {
            return null;
        }

        for (int done = 0, read; done < bytes.Length; done += read)
        {
            if ((read = RandomAccess.Read(open, bytes.Span[done..], done)) == 0)
            {
                return null;
            }
        }

        return bytes;
    }

    private Memory<byte>? TryTake(int length)
    {
        var end = Interlocked.Add(ref _used, length);
        return end <= _bytes.Length ? _bytes.AsMemory((int)end - length, length) : null;
    }
}
