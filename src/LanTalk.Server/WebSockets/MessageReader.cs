using System.Buffers;
using System.Runtime.InteropServices;

namespace LanTalk.Server.WebSockets;

/// <summary>The kinds of messages that a WebSocket delivers.</summary>
internal enum Received
{
    /// <summary>Nothing yet: it needs more bytes.</summary>
    Nothing,

    /// <summary>A whole message.</summary>
    Message,

    /// <summary>A ping, to be answered with its payload.</summary>
    Ping,

    /// <summary>The other end closes.</summary>
    Close,
}

/// <summary>
/// Reads messages from a browser's bytes: checks each frame, removes the mask, joins fragments. It holds memory only while a
/// message is under way. Used by one thread at a time.
/// </summary>
internal sealed class MessageReader : IDisposable
{
    private byte[]? _message; // rented
    private int _length;
    private bool _isFragmented;

    /// <summary>The longest message that is taken.</summary>
    public int MaxMessage { get; set; }

    /// <summary>The content of the message or ping that was read last, valid until the next call.</summary>
    public ReadOnlyMemory<byte> Payload { get; private set; }

    /// <summary>Reads the next message or control frame and removes its bytes from the buffer.</summary>
    /// <exception cref="WebSocketFault">The other end broke a rule.</exception>
    public Received Read(ref ReadOnlySequence<byte> buffer)
    {
        while (true)
        {
            if (!_isFragmented)
            {
                Forget();
            }

            var reader = new SequenceReader<byte>(buffer);
            if (!FrameHeader.TryRead(ref reader, out var header))
            {
                return Received.Nothing;
            }

            Check(header);
            if (reader.Remaining < header.Length)
            {
                return Received.Nothing;
            }

            var masked = reader.UnreadSequence.Slice(0, header.Length);
            buffer = reader.UnreadSequence.Slice(header.Length);
            switch (header.Opcode)
            {
                case Opcode.Pong:
                    break;
                case Opcode.Close:
                    return Received.Close;
                case Opcode.Ping:
                    var ping = masked.ToArray();
                    Unmask(ping, header.Mask);
                    Payload = ping;
                    return Received.Ping;
                default:
                    Append(masked, header.Mask);
                    _isFragmented = !header.IsFinal;
                    if (header.IsFinal)
                    {
                        Payload = _message.AsMemory(0, _length);
                        return Received.Message;
                    }

                    break;
            }
        }
    }

    /// <summary>Gives back the memory of the message that was read last.</summary>
    public void Forget()
    {
        if (_message is not null)
        {
            ArrayPool<byte>.Shared.Return(_message);
        }

        (_message, _length, _isFragmented, Payload) = (null, 0, false, default);
    }

    /// <inheritdoc/>
    public void Dispose() => Forget();

    /// <summary>Removes the mask from bytes.</summary>
    /// <param name="bytes">The bytes, from the beginning of a frame's payload.</param>
    /// <param name="mask">The mask, as its four bytes lie in memory.</param>
    internal static void Unmask(Span<byte> bytes, uint mask)
    {
        var eights = MemoryMarshal.Cast<byte, ulong>(bytes);
        var twice = ((ulong)mask << 32) | mask;
        foreach (ref var eight in eights)
        {
            eight ^= twice;
        }

        ReadOnlySpan<byte> four = MemoryMarshal.AsBytes(new ReadOnlySpan<uint>(in mask));
        for (var i = eights.Length * sizeof(ulong); i < bytes.Length; i++)
        {
            bytes[i] ^= four[i % sizeof(uint)];
        }
    }

    private void Check(in FrameHeader header)
    {
        if (header.Opcode == Opcode.Continuation != _isFragmented && header.IsData)
        {
            throw new WebSocketFault(CloseCode.ProtocolError, "the parts of a message did not follow each other");
        }

        if (header.IsData && _length + header.Length > MaxMessage)
        {
            throw new WebSocketFault(CloseCode.TooBig, $"a message had more than {MaxMessage} bytes");
        }

        if (header is { Opcode: Opcode.Close, Length: 1 })
        {
            throw new WebSocketFault(CloseCode.ProtocolError, "a close frame held half a code");
        }
    }

    private void Append(in ReadOnlySequence<byte> masked, uint mask)
    {
        _message ??= ArrayPool<byte>.Shared.Rent(Math.Max((int)masked.Length, 1));
        if (_message.Length < _length + masked.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_length + (int)masked.Length);
            _message.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_message);
            _message = larger;
        }

        var part = _message.AsSpan(_length, (int)masked.Length);
        masked.CopyTo(part);
        Unmask(part, mask);
        _length += part.Length;
    }
}
