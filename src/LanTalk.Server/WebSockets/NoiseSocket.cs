using System.Buffers.Binary;
using System.IO.Pipelines;
using LanTalk.Protocol.Noise;
using LanTalk.Server.Transports;

namespace LanTalk.Server.WebSockets;

/// <summary>
/// Version 3 for browsers on a connection whose upgrade to a WebSocket was answered: the handshake of Noise, then lines in and lines out, then
/// the close handshake. It knows neither the port nor the chat.
/// </summary>
internal sealed class NoiseSocket : IAsyncDisposable
{
    /// <summary>How long the other end has to take the rest and close its side.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ITransport _transport;
    private readonly TimeProvider _time;
    private readonly PipeReader _bytes;
    private readonly NoiseOutput _output;
    private readonly NoiseInput _input;
    private NoiseChannel? _channel;

    public NoiseSocket(ITransport transport, TimeProvider time)
    {
        (_transport, _time, _bytes) = (transport, time, transport.Input);
        _output = new NoiseOutput(transport.Output);
        _input = new NoiseInput(_bytes, _output);
    }

    /// <summary>The lines that the browser sends.</summary>
    public PipeReader Input => _input;

    /// <summary>Takes lines for the browser.</summary>
    public IConnectionOutput Output => _output;

    /// <summary>The channel binding of this connection; empty before <see cref="TryOpenAsync"/>.</summary>
    public ReadOnlyMemory<byte> ChannelBinding { get; private set; }

    /// <summary>Does the handshake; false if the browser is gone or its handshake is wrong.</summary>
    public async Task<bool> TryOpenAsync(NoiseResponder responder)
    {
        try
        {
            if (await _input.ReadHandshakeAsync(responder) is not { } answer)
            {
                return false;
            }

            _channel = answer.Channel;
            ChannelBinding = WebHandshake.BindingOf(_channel.HandshakeHash);
            await _output.SendFrameAsync(Opcode.Binary, answer.Message);
        }
        catch (WebSocketFault)
        {
            return false;
        }

        _output.SealWith(_channel.Sending);
        _input.OpenWith(_channel.Receiving);
        return true;
    }

    /// <summary>Does the close handshake, with a time limit.</summary>
    public async ValueTask DisposeAsync()
    {
        var closing = CloseAsync();
        try
        {
            await closing.WaitAsync(Patience, _time);
        }
        catch (TimeoutException)
        {
            _transport.Abort("it did not close its WebSocket");
            await closing;
        }

        await _output.EndAsync();
        await _input.CompleteAsync();
        _channel?.Dispose();
    }

    private async Task CloseAsync()
    {
        var code = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(code, (ushort)_input.Code);
        await _output.SendFrameAsync(Opcode.Close, code);
        try
        {
            if (!await TryEndAsync())
            {
                await DiscardAsync();
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or InvalidOperationException)
        {
            // The other end is gone, which is the end as well.
        }
    }

    /// <summary>Waits for the other end to close its side; false if it breaks a rule, or has before.</summary>
    private async Task<bool> TryEndAsync()
    {
        if (_input.Code == CloseCode.Normal)
        {
            try
            {
                await _input.EndAsync();
            }
            catch (WebSocketFault)
            {
                // Recorded by the input, and too late for the close frame.
            }
        }

        return _input.Code == CloseCode.Normal;
    }

    /// <summary>Reads and discards the rest: closing with unread bytes would reset the connection, and the close frame with it.</summary>
    private async Task DiscardAsync()
    {
        while (await _bytes.ReadAsync() is var result)
        {
            _bytes.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                return;
            }
        }
    }
}
