using System.Buffers;
using System.Net.Security;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using LanTalk.Server.Transports;

namespace LanTalk.Server.Connections;

/// <summary>
/// Seals bytes and sends them: the records of a run in one call of the transport's output, from a buffer that is held only while the
/// transport has not taken it.
/// </summary>
internal sealed class TlsOutput(SslStream stream, TransportStream wire, IConnectionOutput output) : IConnectionOutput
{
    /// <summary>So much is sealed at once, three records: a connection that takes nothing holds no more than that.</summary>
    private const int MaxSealed = 3 * 16 * 1024;

    /// <summary>What sealing adds to that much, at the most.</summary>
    private const int Overhead = 256;

    private ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter _sending;

    /// <inheritdoc/>
    public bool IsBroken { get; private set; }

    /// <inheritdoc/>
    public bool TrySend(ReadOnlyMemory<byte> bytes)
    {
        _sending = SendAsync(bytes).ConfigureAwait(false).GetAwaiter();
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

    /// <summary>Goes through without a pause as long as the transport takes what it is given.</summary>
    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty && !IsBroken)
        {
            var next = bytes[..Math.Min(bytes.Length, MaxSealed)];
            bytes = bytes[next.Length..];
            wire.Gather(next.Length + Overhead);
            try
            {
                await stream.WriteAsync(next);
            }
            catch (Exception e) when (e is IOException or InvalidOperationException or OperationCanceledException or AuthenticationException)
            {
                // The read side sees the cause, ends the session and logs it.
                IsBroken = true;
            }

            await SendGatheredAsync();
        }
    }

    private async ValueTask SendGatheredAsync()
    {
        var records = wire.TakeGathered();
        if (!IsBroken && !output.TrySend(records))
        {
            await output.TakenAsync();
        }

        ArrayPool<byte>.Shared.Return(records.Array!);
        IsBroken |= output.IsBroken;
    }
}
