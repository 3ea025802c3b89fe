using System.Net.WebSockets;
using LanTalk.Protocol.Noise;

namespace LanTalk.Testing;

/// <summary>The lines of version 3 inside Noise inside a WebSocket, at the browser's end.</summary>
public sealed class WebStream(WebSocket socket, NoiseChannel channel) : AsyncStream
{
    private readonly byte[] _sealed = new byte[NoiseCipher.MaxSealedLength];
    private readonly byte[] _clear = new byte[WebHandshake.MaxPayload];
    private ReadOnlyMemory<byte> _unread;

    /// <summary>The next whole message of the server's, as it came; null at the end.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReceiveAsync(WebSocket socket, Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult result;
            try
            {
                result = await socket.ReceiveAsync(buffer[length..], cancellationToken);
            }
            catch (WebSocketException)
            {
                return null;
            }

            if (result.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
                return null;
            }

            length += result.Count;
            if (result.EndOfMessage)
            {
                return buffer[..length];
            }
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_unread.IsEmpty)
        {
            if (await ReceiveAsync(socket, _sealed, cancellationToken) is not { } message)
            {
                return 0;
            }

            var clear = _clear.AsMemory(0, message.Length - NoiseCipher.TagLength);
            if (!channel.Receiving.TryOpen(message.Span, clear.Span))
            {
                throw new IOException("The server's message was not sealed as agreed.");
            }

            _unread = clear;
        }

        var length = Math.Min(buffer.Length, _unread.Length);
        _unread[..length].CopyTo(buffer);
        _unread = _unread[length..];
        return length;
    }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            var next = buffer[..Math.Min(buffer.Length, WebHandshake.MaxPayload)];
            buffer = buffer[next.Length..];
            var sealedBytes = new byte[next.Length + NoiseCipher.TagLength];
            channel.Sending.Seal(next.Span, sealedBytes);
            await socket.SendAsync(sealedBytes, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            socket.Dispose();
            channel.Dispose();
        }

        base.Dispose(disposing);
    }
}
