using System.Buffers.Binary;
using System.IO.Pipelines;
using LanTalk.Protocol.Noise;
using LanTalk.Server.Transports;

namespace LanTalk.Server.WebSockets;

/// <summary>
/// Version 3 for browsers on a connection whose upgrade to a WebSocket was answered: the handshake of Noise, then lines in and lines out, then
/// the close handshake. It knows neither the port nor the chat.
/// </summary>
internal sealed class NoiseSocket(ITransport transport, TimeProvider time) : IAsyncDisposable
{
    /// <summary>How long the other end has to take the rest and close its side.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // The receiving thread goes on with the lines, as it does on every connection: nothing there blocks.
    private static readonly PipeOptions Inline = new(
        readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, useSynchronizationContext: false);

    private readonly PipeReader _input = transport.Input;
    private readonly NoiseOutput _output = new(transport.Output);
    private readonly MessageReader _reader = new() { MaxMessage = WebHandshake.MessageLength };
    private readonly Pipe _lines = new(Inline);
    private Task _receiving = Task.CompletedTask;
    private NoiseChannel? _channel;
    private CloseCode _code = CloseCode.Normal;
    private volatile bool _isEnding;

    /// <summary>The lines that the browser sends.</summary>
    public PipeReader Input => _lines.Reader;

    /// <summary>Takes lines for the browser.</summary>
    public IConnectionOutput Output => _output;

    /// <summary>The channel binding of this connection; empty before <see cref="TryOpenAsync"/>.</summary>
    public ReadOnlyMemory<byte> ChannelBinding { get; private set; }

    /// <summary>Does the handshake and begins to receive; false if the browser is gone or its handshake is wrong.</summary>
    public async Task<bool> TryOpenAsync(NoiseResponder responder)
    {
        try
        {
            if (await ReadHandshakeAsync(responder) is not { } answer)
            {
                return false;
            }

            _channel = answer.Channel;
            ChannelBinding = WebHandshake.BindingOf(_channel.HandshakeHash);
            await _output.SendFrameAsync(Opcode.Binary, answer.Message);
        }
        catch (WebSocketFault fault)
        {
            _code = fault.Code;
            return false;
        }

        _output.SealWith(_channel.Sending);
        _reader.MaxMessage = NoiseCipher.MaxSealedLength;
        _receiving = ReceiveAsync(_channel.Receiving);
        return true;
    }

    /// <summary>Does the close handshake, with a time limit.</summary>
    public async ValueTask DisposeAsync()
    {
        _isEnding = true;
        await _lines.Reader.CompleteAsync();
        try
        {
            await CloseAsync().WaitAsync(Patience, time);
        }
        catch (TimeoutException)
        {
            transport.Abort("it did not close its WebSocket");
            await _receiving;
        }

        await _output.EndAsync();
        _reader.Dispose();
        _channel?.Dispose();
    }

    private async Task<NoiseAnswer?> ReadHandshakeAsync(NoiseResponder responder)
    {
        while (true)
        {
            var result = await _input.ReadAsync();
            var buffer = result.Buffer;
            var received = Received.Nothing;
            try
            {
                received = _reader.Read(ref buffer);
            }
            finally
            {
                _input.AdvanceTo(buffer.Start, received == Received.Nothing ? buffer.End : buffer.Start);
            }

            switch (received)
            {
                case Received.Message:
                    return responder.TryAnswer(_reader.Payload.Span, payload: [])
                        ?? throw new WebSocketFault(CloseCode.ProtocolError, "the handshake of Noise was not for this server's key");
                case Received.Ping:
                    _output.Pong(_reader.Payload);
                    break;
                case Received.Close:
                case Received.Nothing when result.IsCompleted:
                    return null;
            }
        }
    }

    /// <summary>Receives until the end, and passes its cause to the reader of the lines.</summary>
    private async Task ReceiveAsync(NoiseCipher cipher)
    {
        try
        {
            while (await ReceiveSomeAsync(cipher))
            {
            }

            await _lines.Writer.CompleteAsync();
        }
        catch (Exception e)
        {
            _code = e is WebSocketFault fault ? fault.Code : _code;
            await _lines.Writer.CompleteAsync(e);
        }
    }

    /// <summary>Handles the bytes that have arrived; false at the end.</summary>
    private async ValueTask<bool> ReceiveSomeAsync(NoiseCipher cipher)
    {
        var result = await _input.ReadAsync();
        var buffer = result.Buffer;
        try
        {
            while (true)
            {
                switch (_reader.Read(ref buffer))
                {
                    case Received.Message:
                        Open(cipher, _reader.Payload.Span);
                        if (!_isEnding)
                        {
                            await _lines.Writer.FlushAsync();
                        }

                        break;
                    case Received.Ping:
                        _output.Pong(_reader.Payload);
                        break;
                    case Received.Close:
                        return false;
                    default:
                        return !result.IsCompleted;
                }
            }
        }
        finally
        {
            _input.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private void Open(NoiseCipher cipher, ReadOnlySpan<byte> message)
    {
        if (_isEnding)
        {
            return;
        }

        var length = Math.Max(0, message.Length - NoiseCipher.TagLength);
        if (!cipher.TryOpen(message, _lines.Writer.GetSpan(length)[..length]))
        {
            throw new WebSocketFault(CloseCode.ProtocolError, "a message was not sealed as agreed");
        }

        _lines.Writer.Advance(length);
    }

    private async Task CloseAsync()
    {
        var code = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(code, (ushort)_code);
        await _output.SendFrameAsync(Opcode.Close, code);
        await _receiving;
        if (_code != CloseCode.Normal)
        {
            await DiscardAsync();
        }
    }

    /// <summary>Reads and discards the rest: closing with unread bytes would reset the connection, and the close frame with it.</summary>
    private async Task DiscardAsync()
    {
        try
        {
            while (await _input.ReadAsync() is var result)
            {
                _input.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted)
                {
                    return;
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or InvalidOperationException)
        {
            // The other end is gone, which is the end as well.
        }
    }
}
