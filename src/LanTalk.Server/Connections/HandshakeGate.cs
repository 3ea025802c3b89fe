using System.Net;
using LanTalk.Server.Addresses;
using LanTalk.Server.Fairness;

namespace LanTalk.Server.Connections;

/// <summary>
/// Limits the TLS handshakes in progress, in all and per address (an IPv6 /64 network counts as one). The others wait, and addresses take turns, so
/// that a client that opens many connections and leaves them half done delays only itself.
/// </summary>
internal sealed class HandshakeGate
{
    /// <summary>The limit in all.</summary>
    public const int MaxInAll = 64;

    /// <summary>The limit per address.</summary>
    public const int MaxPerAddress = 8;

    private readonly FairGate<IPAddress> _gate = new(MaxInAll, MaxPerAddress);

    /// <summary>Waits for a slot; false if <paramref name="gone"/> was signalled first. A slot must be given back.</summary>
    public ValueTask<bool> EnterAsync(IPAddress address, CancellationToken gone) => _gate.EnterAsync(RemoteAddress.OwnerOf(address), gone);

    /// <summary>Gives a slot back.</summary>
    public void Leave(IPAddress address) => _gate.Leave(RemoteAddress.OwnerOf(address));
}
