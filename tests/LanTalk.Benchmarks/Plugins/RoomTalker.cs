using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LanTalk.Benchmarks.Plugins;

/// <summary>A user who says something in a room of its own ten times a second, with version 2 of the wire.</summary>
internal sealed class RoomTalker : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private static readonly byte[] Text = Encoding.ASCII.GetBytes("{\"type\":\"message\",\"text\":\"is anybody there?\"}\n");

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly byte[] _received = new byte[64 * 1024];
    private readonly Repeated _talk;

    /// <summary>Joins the room, and begins to talk.</summary>
    public RoomTalker(IPEndPoint server, string room, TimeProvider time)
    {
        _socket.Connect(server);
        _socket.Send(Encoding.ASCII.GetBytes($"{{\"username\":\"talker\"}}\n{{\"type\":\"message\",\"text\":\"/join {room}\"}}\n"));
        _talk = new Repeated(Talk, Interval, time);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _talk.Dispose();
        _socket.Dispose();
    }

    private void Talk()
    {
        _socket.Send(Text);
        while (_socket.Available > 0)
        {
            _socket.Receive(_received);
        }
    }
}
