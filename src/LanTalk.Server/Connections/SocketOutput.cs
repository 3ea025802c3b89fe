using System.Net.Sockets;
using System.Runtime.InteropServices;
using LanTalk.Server.Transports;
using Microsoft.Win32.SafeHandles;

namespace LanTalk.Server.Connections;

/// <summary>
/// Sends bytes straight to the socket: no copy, no lock, one system call. If the socket is full, the rest is sent when it has room; only then does a
/// connection cost more than its socket.
/// </summary>
internal sealed class SocketOutput : IConnectionOutput
{
    private readonly Socket _socket;
    private readonly DeadlineEntry? _deadlines;
    private ReadOnlyMemory<byte> _rest;

    public SocketOutput(Socket socket, DeadlineEntry? deadlines = null)
    {
        (_socket, _deadlines) = (socket, deadlines);

        // Affects only the calls made here: Kestrel's own are asynchronous.
        socket.Blocking = false;
    }

    /// <inheritdoc/>
    public bool IsBroken { get; private set; }

    /// <inheritdoc/>
    public bool TakesFiles { get; private set; } = LinuxSendFile.IsThere;

    /// <inheritdoc/>
    public bool TrySend(ReadOnlyMemory<byte> bytes)
    {
        if (IsBroken)
        {
            return true;
        }

        try
        {
            var sent = _socket.Send(bytes.Span, SocketFlags.None, out var error);
            IsBroken = error is not (SocketError.Success or SocketError.WouldBlock);
            _rest = error == SocketError.Success ? bytes[sent..] : bytes;
        }
        catch (ObjectDisposedException)
        {
            // The connection was aborted meanwhile.
            IsBroken = true;
        }

        return IsBroken || _rest.IsEmpty;
    }

    /// <inheritdoc/>
    public int TrySendFile(SafeFileHandle file, long offset, int length)
    {
        try
        {
            var sent = LinuxSendFile.Send(_socket.SafeHandle, file, offset, length, out var isFull);
            TakesFiles = sent > 0 || isFull;
            return sent;
        }
        catch (ObjectDisposedException)
        {
            return 0; // The connection was aborted meanwhile.
        }
    }

    /// <inheritdoc/>
    public void OnTaken(Action continuation)
    {
        _deadlines?.Stall();
        var sending = new SocketAsyncEventArgs(true);
        sending.Completed += (_, _) => Complete(sending, continuation);
        sending.SetBuffer(MemoryMarshal.AsMemory(_rest));
        try
        {
            if (_socket.SendAsync(sending))
            {
                return;
            }
        }
        catch (ObjectDisposedException)
        {
            sending.SocketError = SocketError.OperationAborted;
        }

        Complete(sending, continuation);
    }

    private void Complete(SocketAsyncEventArgs sending, Action continuation)
    {
        IsBroken = sending.SocketError != SocketError.Success;
        _rest = default;
        sending.Dispose();
        continuation();
    }
}
