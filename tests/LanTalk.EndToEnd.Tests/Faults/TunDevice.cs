using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace LanTalk.EndToEnd.Tests.Faults;

/// <summary>
/// A network device whose cable is this process (Linux, tun): packets that the kernel sends over it are read here, and packets written here are
/// received by it.
/// </summary>
internal sealed partial class TunDevice : IDisposable
{
    private const int ReadWrite = 0x2, NonBlocking = 0x800, CloseOnExec = 0x80000; // open(2)
    private const uint SetInterface = 0x400454CA; // TUNSETIFF
    private const short Tun = 0x1, NoPacketInformation = 0x1000;
    private const int NameLength = 16, RequestLength = 40; // struct ifreq
    private const int InputOutput = 5, TryAgain = 11, NoBuffers = 105; // errno(3)

    private TunDevice(int descriptor, string name) => (Descriptor, Name) = (descriptor, name);

    /// <summary>The descriptor to poll.</summary>
    public int Descriptor { get; }

    /// <summary>Its name, in the namespace where it was created.</summary>
    public string Name { get; }

    /// <summary>Creates a device, which lives as long as this object.</summary>
    public static TunDevice Create(string name)
    {
        var descriptor = Open("/dev/net/tun", ReadWrite | NonBlocking | CloseOnExec);
        if (descriptor < 0)
        {
            throw new Win32Exception();
        }

        Span<byte> request = stackalloc byte[RequestLength];
        request.Clear();
        Encoding.ASCII.GetBytes(name, request);
        BitConverter.TryWriteBytes(request[NameLength..], (short)(Tun | NoPacketInformation));
        if (Control(descriptor, SetInterface, request) < 0)
        {
            var error = new Win32Exception();
            Close(descriptor);
            throw error;
        }

        return new TunDevice(descriptor, name);
    }

    /// <summary>The next packet; 0 if there is none.</summary>
    public int Read(Span<byte> packet)
    {
        var length = Read(Descriptor, packet, packet.Length);
        return length >= 0 ? (int)length : IsNothing(Marshal.GetLastPInvokeError()) ? 0 : throw new Win32Exception();
    }

    /// <summary>Hands a packet to the kernel, which drops it if the device is down.</summary>
    public void Write(ReadOnlySpan<byte> packet)
    {
        if (Write(Descriptor, packet, packet.Length) < 0 && !IsNothing(Marshal.GetLastPInvokeError()))
        {
            throw new Win32Exception();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Close(Descriptor);

    // A device that is down answers with an input/output error.
    private static bool IsNothing(int error) => error is TryAgain or InputOutput or NoBuffers;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(int descriptor, nuint request, Span<byte> argument);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(int descriptor, Span<byte> buffer, nint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int descriptor, ReadOnlySpan<byte> buffer, nint length);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
