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

    private const int MostBytes = 64 * 1024 * 1024;
    private const int SlabLength = 1024 * 1024;

    private readonly Lock _gate = new();

    // Guarded by the gate. Many in one array: the garbage collector would otherwise move each of them.
    private byte[] _slab = [];
    private int _used;
    private int _total;

    /// <summary>The bytes of a file; null if it is not small, is shorter by now, or enough is held already.</summary>
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
        lock (_gate)
        {
            if (length > MostBytes - _total)
            {
                return null;
            }

            if (_slab.Length - _used < length)
            {
                (_slab, _used) = (GC.AllocateUninitializedArray<byte>(SlabLength), 0);
            }

            var taken = _slab.AsMemory(_used, length);
            (_used, _total) = (_used + length, _total + length);
            return taken;
        }
    }
}
