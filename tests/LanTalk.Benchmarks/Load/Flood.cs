using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LanTalk.Benchmarks.Load;

/// <summary>A LanTalk user that floods a room of its own as fast as the server accepts, on a thread of its own.</summary>
internal sealed class Flood : IDisposable
{
    private const int TextsAtOnce = 64;

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly Thread _thread;
    private volatile bool _isOver;
    private long _sent;

    /// <summary>Starts the flood.</summary>
    public Flood(IPEndPoint server, int textSize)
    {
        _socket.Connect(server);
        _socket.Send(Encoding.ASCII.GetBytes("{\"username\":\"flood\"}\n{\"type\":\"message\",\"text\":\"/join flood\"}\n"));
        var texts = string.Concat(Enumerable.Repeat($"{{\"type\":\"message\",\"text\":\"{new string('x', textSize)}\"}}\n", TextsAtOnce));
        _thread = new Thread(() => Run(Encoding.ASCII.GetBytes(texts))) { IsBackground = true, Name = "Flood" };
        _thread.Start();
    }

    /// <summary>How many texts were sent.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <inheritdoc/>
    public void Dispose()
    {
        _isOver = true;
        _socket.Dispose();
        _thread.Join();
    }

    private void Run(byte[] texts)
    {
        var received = new byte[64 * 1024];
        try
        {
            while (!_isOver)
            {
                _socket.Send(texts);
                Interlocked.Add(ref _sent, TextsAtOnce);
                while (_socket.Available > 0)
                {
                    _socket.Receive(received);
                }
            }
        }
        catch (Exception e) when (_isOver && e is SocketException or ObjectDisposedException)
        {
            // It is over.
        }
    }
}
