using System.Net;
using System.Net.Sockets;

namespace LanTalk.Browser.Tests.Infrastructure;

/// <summary>One connection through a <see cref="Wire"/>.</summary>
/// <param name="near">The browser's end.</param>
/// <param name="plugged">What to wait for before anything passes.</param>
public sealed class WireConnection(TcpClient near, Func<Task> plugged) : IDisposable
{
    private readonly TcpClient _far = new();
    private readonly MemoryStream _fromBrowser = new();
    private readonly MemoryStream _fromServer = new();

    /// <summary>How many bytes the browser sent.</summary>
    public long SentByBrowser => Read(_fromBrowser).Length;

    /// <summary>How many bytes the server sent.</summary>
    public long SentByServer => Read(_fromServer).Length;

    /// <summary>Ends when the server has closed the connection, or the browser.</summary>
    public TaskCompletionSource Ended { get; } = new();

    /// <summary>Everything that passed in either direction, WebSocket messages as they were before the browser masked them.</summary>
    public byte[] Seen() => [.. Read(_fromServer), .. WebSocketFrames.Unmask(Read(_fromBrowser))];

    /// <summary>Passes bytes on until one end closes.</summary>
    public async Task PassAsync(IPEndPoint server)
    {
        try
        {
            await plugged();
            await _far.ConnectAsync(server);
            await Task.WhenAll(CopyAsync(near, _far, _fromBrowser), CopyAsync(_far, near, _fromServer));
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // One end broke the connection, which the other must see.
            Dispose();
        }

        Ended.TrySetResult();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        near.Dispose();
        _far.Dispose();
    }

    private async Task CopyAsync(TcpClient from, TcpClient to, MemoryStream seen)
    {
        var buffer = new byte[16384];
        while (await from.GetStream().ReadAsync(buffer) is > 0 and var count)
        {
            lock (seen)
            {
                seen.Write(buffer, 0, count);
            }

            await plugged();
            await to.GetStream().WriteAsync(buffer.AsMemory(0, count));
        }

        await plugged();
        // There is no socket any more if the other direction broke meanwhile.
        to.Client?.Shutdown(SocketShutdown.Send);
    }

    private static byte[] Read(MemoryStream seen)
    {
        lock (seen)
        {
            return seen.ToArray();
        }
    }
}
