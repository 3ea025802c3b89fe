using System.Buffers;
using System.Net.Security;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using LanTalk.Server.Transports;

namespace LanTalk.Server.Connections;

/// <summary>
/// Encrypts bytes and sends them: several records with one call of the transport's output, from a buffer that is held only until the transport has
/// taken it.
/// </summary>
internal sealed class TlsOutput(SslStream stream, TransportStream wire, IConnectionOutput output) : IConnectionOutput
{
    /// <summary>How much is encrypted at once: three records, which is also the most that a stalled connection holds.</summary>
    private const int MaxSealed = 3 * 16 * 1024;

    /// <summary>An upper bound of what encryption adds to that.</summary>
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

    /// <summary>Completes synchronously while the transport takes what it is given.</summary>
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
