using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace LanTalk.Server.Transfers;

/// <summary>The body of a request, read piece by piece. A client that sends nothing for a minute is given up.</summary>
internal sealed class RequestBody : IRequestContent, IAsyncDisposable
{
    /// <summary>How long a client may send nothing.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    // How long what a client still sends is read when it has been refused: it looks for an answer only when it has sent something.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    private readonly PipeReader _reader;
    private readonly ITimer _timer;
    private readonly CancellationTokenRegistration _stop;
    private readonly Action? _heard;
    private volatile bool _isOver;
    private volatile bool _isEnough;

    private RequestBody(PipeReader reader, TimeProvider time, CancellationToken stop, Action? heard)
    {
        (_reader, _heard) = (reader, heard);
        _timer = time.CreateTimer(_ => Interrupt(), null, Patience, Timeout.InfiniteTimeSpan);
        _stop = stop.UnsafeRegister(_ => Interrupt(), null);
    }

    /// <summary>Whether the body ended before all of it was read: the client fell silent or is gone, or <c>stop</c> was signalled.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Begins to read a request's body.</summary>
    /// <param name="context">The request.</param>
    /// <param name="time">Measures the client's silence.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <param name="heard">Called when the client has sent something; null for nothing.</param>
    public static RequestBody Of(IFeatureCollection context, TimeProvider time, CancellationToken stop, Action? heard = null)
    {
        // The readers know better how much there may be, and a laptop may be silent for longer while it changes networks.
        context.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        context.Get<IHttpMinRequestBodyDataRateFeature>()!.MinDataRate = null;
        return new RequestBody(context.Get<IRequestBodyPipeFeature>()!.Reader, time, stop, heard);
    }

    /// <inheritdoc/>
    public bool IsForged => false;

    /// <inheritdoc/>
    public async ValueTask<int> FillAsync(Memory<byte> buffer)
    {
        var filled = 0;
        while (filled < buffer.Length && !IsBroken && !_isEnough)
        {
            if (await TryReadAsync() is not { } result)
            {
                break;
            }

            var taken = result.Buffer.Slice(0, Math.Min(result.Buffer.Length, buffer.Length - filled));
            taken.CopyTo(buffer.Span[filled..]);
            filled += (int)taken.Length;
            _reader.AdvanceTo(taken.End);
            if (result.IsCompleted && taken.Length == result.Buffer.Length)
            {
                break;
            }
        }

        return filled;
    }

    /// <inheritdoc/>
    public void StopFilling()
    {
        _isEnough = true;
        _reader.CancelPendingRead();
    }

    /// <summary>Reads and drops the rest for a moment, so that a client that is still sending finds the answer.</summary>
    public async ValueTask DrainAsync()
    {
        _timer.Change(Rest, Timeout.InfiniteTimeSpan);
        while (!_isOver && await TryReadAsync(isWaiting: false) is { } result)
        {
            _reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                break;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.DisposeAsync();
        await _timer.DisposeAsync();
    }

    private void Interrupt()
    {
        _isOver = true;
        _reader.CancelPendingRead();
    }

    private async ValueTask<ReadResult?> TryReadAsync(bool isWaiting = true)
    {
        try
        {
            var result = await _reader.ReadAsync();
            if (isWaiting)
            {
                _heard?.Invoke();
                _timer.Change(Patience, Timeout.InfiniteTimeSpan);
            }

            if (!_isOver)
            {
                return result;
            }

            _reader.AdvanceTo(result.Buffer.Start);
        }
        catch (Exception e) when (e is IOException or BadHttpRequestException or OperationCanceledException)
        {
            // The client is gone, or its framing is broken: what came before counts.
        }

        IsBroken = true;
        return null;
    }
}
