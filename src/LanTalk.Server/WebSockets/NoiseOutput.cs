using System.Buffers;
using System.Runtime.CompilerServices;
using LanTalk.Protocol.Noise;
using LanTalk.Server.Transports;

namespace LanTalk.Server.WebSockets;

/// <summary>
/// Seals bytes into messages of a WebSocket and sends them: a run in one call of the transport's output, from a buffer that is held only while
/// the transport has not taken it. Answers to pings and the close frame go out between runs.
/// </summary>
/// <param name="output">The transport.</param>
internal sealed class NoiseOutput(IConnectionOutput output) : IConnectionOutput
{
    /// <summary>The most bytes sealed at once: a connection that takes nothing holds no more than that.</summary>
    private const int MaxSealed = (32 * 1024) - FrameHeader.MaxServerLength - NoiseCipher.TagLength;

    // A lock: its holder writes frames, and the others wait until all of them are taken.
    private readonly SemaphoreSlim _writing = new(1);
    private ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter _sending;
    private NoiseCipher? _cipher;
    private StrongBox<ReadOnlyMemory<byte>>? _pong;

    /// <inheritdoc/>
    public bool IsBroken { get; private set; }

    /// <summary>From now on, what is sent is sealed.</summary>
    public void SealWith(NoiseCipher cipher) => _cipher = cipher;

    /// <inheritdoc/>
    public bool TrySend(ReadOnlyMemory<byte> bytes)
    {
        // The usual way: one message that is taken at once.
        var sending = bytes.Length is > 0 and <= MaxSealed && _writing.Wait(0) ? SendHoldingLockAsync(bytes) : SendAsync(bytes);
        _sending = sending.ConfigureAwait(false).GetAwaiter();
        if (!_sending.IsCompleted)
        {
            return false;
        }

        _sending.GetResult();
        return true;
    }

    /// <inheritdoc/>
    public void OnTaken(Action continuation) => _sending.UnsafeOnCompleted(() =>
    {
        _sending.GetResult();
        continuation();
    });

    /// <summary>Sends one frame as it is, when all that was begun before is taken.</summary>
    public async Task SendFrameAsync(Opcode opcode, ReadOnlyMemory<byte> payload)
    {
        await _writing.WaitAsync();
        try
        {
            await SendAsync(opcode, payload, cipher: null);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Answers a ping as soon as no run is being sent. Of several pings that wait, only the last is answered.</summary>
    public void Pong(ReadOnlyMemory<byte> payload)
    {
        if (Interlocked.Exchange(ref _pong, new StrongBox<ReadOnlyMemory<byte>>(payload)) is null)
        {
            _ = PongAsync();
        }
    }

    /// <summary>Waits for what is being sent, then discards everything else.</summary>
    public async Task EndAsync()
    {
        await _writing.WaitAsync();
        IsBroken = true;
        _writing.Release();
    }

    /// <summary>Goes through without a pause as long as the transport takes what it is given.</summary>
    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        await _writing.WaitAsync();
        try
        {
            while (!bytes.IsEmpty && !IsBroken)
            {
                var next = bytes[..Math.Min(bytes.Length, MaxSealed)];
                bytes = bytes[next.Length..];
                await SendAsync(Opcode.Binary, next, _cipher);
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Sends a run; the caller holds the lock, which this releases.</summary>
    private ValueTask SendHoldingLockAsync(ReadOnlyMemory<byte> bytes)
    {
        var sending = IsBroken ? ValueTask.CompletedTask : SendAsync(Opcode.Binary, bytes, _cipher);
        if (sending.IsCompletedSuccessfully)
        {
            _writing.Release();
            return sending;
        }

        return ReleaseAfterAsync(sending);
    }

    private async ValueTask ReleaseAfterAsync(ValueTask sending)
    {
        await sending;
        _writing.Release();
    }

    private ValueTask SendAsync(Opcode opcode, ReadOnlyMemory<byte> payload, NoiseCipher? cipher)
    {
        var length = payload.Length + (cipher is null ? 0 : NoiseCipher.TagLength);
        var frame = ArrayPool<byte>.Shared.Rent(FrameHeader.MaxServerLength + length);
        var headerLength = FrameHeader.Write(frame, opcode, length);
        var body = frame.AsSpan(headerLength, length);
        if (cipher is null)
        {
            payload.Span.CopyTo(body);
        }
        else
        {
            cipher.Seal(payload.Span, body);
        }

        if (!output.IsBroken && !output.TrySend(frame.AsMemory(0, headerLength + length)))
        {
            return EndWhenTakenAsync(frame);
        }

        End(frame);
        return ValueTask.CompletedTask;
    }

    private async ValueTask EndWhenTakenAsync(byte[] frame)
    {
        await output.TakenAsync();
        End(frame);
    }

    private void End(byte[] frame)
    {
        ArrayPool<byte>.Shared.Return(frame);
        IsBroken |= output.IsBroken;
    }

    private async Task PongAsync()
    {
        await _writing.WaitAsync();
        try
        {
            while (Interlocked.Exchange(ref _pong, null) is { } pong)
            {
                await SendAsync(Opcode.Pong, pong.Value, cipher: null);
            }
        }
        finally
        {
            _writing.Release();
        }
    }
}
