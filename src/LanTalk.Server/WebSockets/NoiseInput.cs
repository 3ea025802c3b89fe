using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using LanTalk.Protocol.Noise;

namespace LanTalk.Server.WebSockets;

/// <summary>
/// The lines that a browser sends. A read takes the next message off the transport and opens it; there is no task that reads ahead and no second
/// pipe, and while no line is under way, it holds no memory. Used by one thread at a time.
/// </summary>
/// <param name="transport">The bytes of the WebSocket.</param>
/// <param name="output">Answers pings.</param>
internal sealed class NoiseInput(PipeReader transport, NoiseOutput output) : PipeReader
{
    private readonly MessageReader _reader = new() { MaxMessage = WebHandshake.MessageLength };
    private NoiseCipher? _cipher;
    private byte[]? _lines; // rented
    private ReadOnlySequence<byte> _unread = ReadOnlySequence<byte>.Empty; // a part of the lines
    private bool _hasNews;
    private bool _isOver;

    /// <summary>Why the WebSocket is to be closed.</summary>
    public CloseCode Code { get; private set; } = CloseCode.Normal;

    /// <summary>Reads the browser's part of the handshake and computes the answer; null if the browser is gone.</summary>
    /// <exception cref="WebSocketFault">The browser broke a rule, or its handshake is wrong.</exception>
    public async Task<NoiseAnswer?> ReadHandshakeAsync(NoiseResponder responder)
    {
        while (!_isOver)
        {
            if (Take(await transport.ReadAsync()) == Received.Message)
            {
                return responder.TryAnswer(_reader.Payload.Span, payload: [])
                    ?? throw Fault(new WebSocketFault(CloseCode.ProtocolError, "the handshake of Noise was not for this server's key"));
            }
        }

        return null;
    }

    /// <summary>From now on, what is read is opened.</summary>
    public void OpenWith(NoiseCipher cipher) => (_cipher, _reader.MaxMessage) = (cipher, NoiseCipher.MaxSealedLength);

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        ReadResult result;
        while (!TryRead(out result))
        {
            var received = await transport.ReadAsync(cancellationToken);
            if (received.IsCanceled)
            {
                transport.AdvanceTo(received.Buffer.Start);
                return new ReadResult(_unread, isCanceled: true, isCompleted: false);
            }

            if (Take(received) == Received.Message)
            {
                Open(_reader.Payload.Span);
                _reader.Forget();
            }
        }

        return result;
    }

    /// <inheritdoc/>
    public override bool TryRead(out ReadResult result)
    {
        result = new ReadResult(_unread, isCanceled: false, isCompleted: _isOver);
        return _hasNews || _isOver;
    }

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        _hasNews = !_unread.Slice(examined).IsEmpty;
        _unread = _unread.Slice(consumed);
        if (_unread.IsEmpty)
        {
            Keep(null, 0);
        }
    }

    /// <inheritdoc/>
    public override void CancelPendingRead() => transport.CancelPendingRead();

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null)
    {
        Keep(null, 0);
        _reader.Dispose();
    }

    /// <summary>Discards everything until the browser closes its side, or the connection.</summary>
    /// <exception cref="WebSocketFault">The browser broke a rule.</exception>
    public async Task EndAsync()
    {
        while (!_isOver)
        {
            Take(await transport.ReadAsync());
        }
    }

    /// <summary>Takes the next message or control frame out of what has arrived.</summary>
    private Received Take(in ReadResult result)
    {
        var buffer = result.Buffer;
        var received = Received.Nothing;
        try
        {
            received = _reader.Read(ref buffer);
        }
        catch (WebSocketFault fault)
        {
            throw Fault(fault);
        }
        finally
        {
            transport.AdvanceTo(buffer.Start, received == Received.Nothing ? buffer.End : buffer.Start);
        }

        if (received == Received.Ping)
        {
            output.Pong(_reader.Payload);
        }

        _isOver = received == Received.Close || (received == Received.Nothing && result.IsCompleted);
        return received;
    }

    /// <summary>Opens a message and adds it to the lines that are not read yet.</summary>
    private void Open(ReadOnlySpan<byte> message)
    {
        var rest = (int)_unread.Length;
        var length = Math.Max(0, message.Length - NoiseCipher.TagLength);
        var lines = ArrayPool<byte>.Shared.Rent(rest + length);
        _unread.CopyTo(lines);
        if (!_cipher!.TryOpen(message, lines.AsSpan(rest, length)))
        {
            ArrayPool<byte>.Shared.Return(lines);
            throw Fault(new WebSocketFault(CloseCode.ProtocolError, "a message was not sealed as agreed"));
        }

        Keep(lines, rest + length);
        _hasNews |= length > 0;
    }

    /// <summary>Replaces the lines.</summary>
    private void Keep(byte[]? lines, int length)
    {
        if (_lines is not null)
        {
            ArrayPool<byte>.Shared.Return(_lines);
        }

        _lines = lines;
        _unread = lines is null ? ReadOnlySequence<byte>.Empty : new ReadOnlySequence<byte>(lines, 0, length);
    }

    private WebSocketFault Fault(WebSocketFault fault)
    {
        Code = fault.Code;
        return fault;
    }
}
