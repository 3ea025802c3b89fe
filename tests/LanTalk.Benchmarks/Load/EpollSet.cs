using System.Buffers.Binary;
using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace LanTalk.Benchmarks.Load;

/// <summary>
/// Waits for many sockets with one system call (Linux, epoll(7)). .NET's own sockets would work, but hand every event to the thread pool: the load
/// generator would cost as much as the server it measures.
/// </summary>
internal sealed partial class EpollSet : IDisposable
{
    private const int Capacity = 1024;
    private const int ControlAdd = 1;
    private const int ControlModify = 3;
    private const uint In = 0x001;
    private const uint Out = 0x004;

    // struct epoll_event is packed on x86-64 and nowhere else.
    private static readonly int EventSize = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    private readonly int _epoll = Check(EpollCreate(0));
    private readonly byte[] _events = new byte[Capacity * EventSize];

    /// <summary>Adds a socket; <see cref="Wait"/> reports it as <paramref name="index"/>.</summary>
    public void Add(Socket socket, int index) => Control(ControlAdd, socket, index, In);

    /// <summary>Sets whether to wait for room to write too.</summary>
    public void WatchWritable(Socket socket, int index, bool watch) => Control(ControlModify, socket, index, watch ? In | Out : In);

    /// <summary>Waits until a socket is ready, at most <paramref name="nanoseconds"/>; without limit if negative. Returns how many are.</summary>
    public int Wait(long nanoseconds)
    {
        var limit = new TimeSpec(nanoseconds / 1_000_000_000, nanoseconds % 1_000_000_000);
        while (true)
        {
            int count;
            unsafe
            {
                fixed (byte* events = _events)
                {
                    count = EpollWait(_epoll, events, Capacity, nanoseconds < 0 ? null : &limit, 0);
                }
            }

            if (count >= 0)
            {
                return count;
            }

            const int Interrupted = 4;
            if (Marshal.GetLastPInvokeError() != Interrupted)
            {
                throw new Win32Exception();
            }
        }
    }

    /// <summary>The event at a position below the number that <see cref="Wait"/> returned.</summary>
    public (int Index, bool IsReadable, bool IsWritable) this[int place]
    {
        get
        {
            var bytes = _events.AsSpan(place * EventSize, EventSize);
            var flags = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            var index = BinaryPrimitives.ReadInt32LittleEndian(bytes[(EventSize - 8)..]);
            return (index, (flags & ~Out) != 0, (flags & Out) != 0);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Close(_epoll);

    private unsafe void Control(int operation, Socket socket, int index, uint flags)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, flags);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[(EventSize - 8)..], index);
        fixed (byte* pointer = bytes)
        {
            Check(EpollControl(_epoll, operation, (int)socket.SafeHandle.DangerousGetHandle(), pointer));
        }
    }

    private static int Check(int result) => result >= 0 ? result : throw new Win32Exception();

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int EpollCreate(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static unsafe partial int EpollControl(int epoll, int operation, int descriptor, byte* ev);

    [LibraryImport("libc", EntryPoint = "epoll_pwait2", SetLastError = true)]
    private static unsafe partial int EpollWait(int epoll, byte* events, int capacity, TimeSpec* limit, nint signals);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct TimeSpec(long Seconds, long Nanoseconds);
}
