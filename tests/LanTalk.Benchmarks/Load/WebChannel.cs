using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using LanTalk.Protocol.Noise;

namespace LanTalk.Benchmarks.Load;

/// <summary>What a browser's page does: asks who the server is, turns the connection into a WebSocket, and speaks inside Noise.</summary>
internal sealed class WebChannel : IChannel
{
    private const string Host = "127.0.0.1:5050";
    private const int HeaderLength = 4;

    private static readonly byte[] Questions = Encoding.ASCII.GetBytes($"GET /identity HTTP/1.1\r\nHost: {Host}\r\n\r\n");

    private static readonly byte[] Upgrade = Encoding.ASCII.GetBytes(
        $"GET /chat HTTP/1.1\r\nHost: {Host}\r\nOrigin: http://{Host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        + $"Sec-WebSocket-Protocol: {WebHandshake.Subprotocol}\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");

    private readonly MemoryStream _written = new();
    private byte[] _received = new byte[1024];
    private int _length;
    private byte[]? _serverKey;
    private NoiseInitiator? _handshake;
    private NoiseChannel? _channel;

    public WebChannel() => _written.Write(Questions);

    /// <inheritdoc/>
    public bool IsOpen => _channel is not null;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Binding { get; private set; }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> TakeSealed()
    {
        var written = _written.ToArray();
        _written.SetLength(0);
        return written;
    }

    /// <inheritdoc/>
    public void Write(ReadOnlyMemory<byte> clear)
    {
        var sealedBytes = new byte[clear.Length + NoiseCipher.TagLength];
        _channel!.Sending.Seal(clear.Span, sealedBytes);
        WriteFrame(sealedBytes);
    }

    /// <inheritdoc/>
    public int Feed(ReadOnlySpan<byte> bytes, Span<byte> clear)
    {
        Keep(bytes);
        while (!IsOpen && TryTakeStep())
        {
        }

        var length = 0;
        while (IsOpen && TryTakeFrame(out var frame))
        {
            var opened = frame.Length - NoiseCipher.TagLength;
            if (!_channel!.Receiving.TryOpen(frame, clear.Slice(length, opened)))
            {
                throw new BenchmarkException("A message of the server's could not be opened.");
            }

            length += opened;
            Drop(frame.Length + HeaderOf(frame.Length));
        }

        return length;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _handshake?.Dispose();
        _channel?.Dispose();
    }

    private static int HeaderOf(int length) => length < 126 ? 2 : HeaderLength;

    private bool TryTakeStep()
    {
        if (_serverKey is null)
        {
            return TryTakeAnswer("200", hasBody: true, body =>
            {
                _serverKey = Base64Url.DecodeFromChars(JsonSerializer.Deserialize<JsonElement>(body).GetProperty("noise_key").GetString());
                _written.Write(Upgrade);
            });
        }

        if (_handshake is null)
        {
            return TryTakeAnswer("101", hasBody: false, _ =>
            {
                _handshake = new NoiseInitiator(_serverKey, WebHandshake.Prologue.Span);
                WriteFrame(_handshake.TryBegin([]));
            });
        }

        if (!TryTakeFrame(out var frame))
        {
            return false;
        }

        _channel = _handshake.TryFinish(frame, out _) ?? throw new BenchmarkException("The server does not have its key.");
        _handshake.Dispose();
        Binding = WebHandshake.BindingOf(_channel.HandshakeHash);
        Drop(frame.Length + HeaderOf(frame.Length));
        return true;
    }

    private bool TryTakeAnswer(string status, bool hasBody, Action<byte[]> take)
    {
        var received = _received.AsSpan(0, _length);
        var end = received.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        var head = Encoding.ASCII.GetString(received[..end]);
        if (!head.StartsWith($"HTTP/1.1 {status} ", StringComparison.Ordinal))
        {
            throw new BenchmarkException($"The server answered: {head}");
        }

        var body = received[(end + 4)..];
        var bodyLength = hasBody ? int.Parse(head.Split("Content-Length: ")[1].Split('\r')[0], System.Globalization.CultureInfo.InvariantCulture) : 0;
        if (body.Length < bodyLength)
        {
            return false;
        }

        take(body[..bodyLength].ToArray());
        Drop(end + 4 + bodyLength);
        return true;
    }

    private bool TryTakeFrame(out ReadOnlySpan<byte> frame)
    {
        frame = default;
        var received = _received.AsSpan(0, _length);
        if (received.Length < HeaderLength)
        {
            return false;
        }

        int length = received[1];
        var header = HeaderOf(length);
        length = length < 126 ? length : BinaryPrimitives.ReadUInt16BigEndian(received[2..]);
        if (received[0] != 0x82)
        {
            throw new BenchmarkException("The server sent something else than a message, or closed the WebSocket.");
        }

        if (received.Length < header + length)
        {
            return false;
        }

        frame = received.Slice(header, length);
        return true;
    }

    /// <summary>A masked frame; a mask of zeros is one, and costs nothing.</summary>
    private void WriteFrame(ReadOnlySpan<byte> payload)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        header[0] = 0x82;
        header[1] = (byte)(0x80 | Math.Min(payload.Length, 126));
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)payload.Length);
        _written.Write(header[..HeaderOf(payload.Length)]);
        _written.Write([0, 0, 0, 0]);
        _written.Write(payload);
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (_received.Length < _length + bytes.Length)
        {
            Array.Resize(ref _received, Math.Max(2 * _received.Length, _length + bytes.Length));
        }

        bytes.CopyTo(_received.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Drop(int length)
    {
        _received.AsSpan(length, _length - length).CopyTo(_received);
        _length -= length;
    }
}
