using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LanTalk.Benchmarks.Clients;

/// <summary>Posts texts in the lobby of a LanTalk server at a steady pace, with version 2 of the wire.</summary>
internal sealed class Talker : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);

    public Talker(IPEndPoint server)
    {
        _socket.Connect(server);
        _socket.Send(Encoding.ASCII.GetBytes("{\"username\":\"Carol\"}\n"));
    }

    /// <summary>Posts texts at this rate for this long; returns how many.</summary>
    public async Task<int> TalkAsync(int rate, TimeSpan duration, TimeProvider time)
    {
        // One text per tick would be late with every tick: each tick sends the texts that are due.
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5), time);
        var (start, said, received) = (time.GetTimestamp(), 0, new byte[64 * 1024]);
        while (await timer.WaitForNextTickAsync() && time.GetElapsedTime(start) is var elapsed && elapsed < duration)
        {
            for (; said < elapsed.TotalSeconds * rate; said++)
            {
                _socket.Send(Encoding.ASCII.GetBytes($"{{\"type\":\"message\",\"text\":\"message {said} of a busy day, about as long as people write\"}}\n"));
            }

            while (_socket.Available > 0)
            {
                _socket.Receive(received);
            }
        }

        return said;
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}
