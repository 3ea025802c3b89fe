using System.Net;
using LanTalk.Server.Addresses;
using LanTalk.Server.Fairness;

namespace LanTalk.Server.Connections;

/// <summary>
/// Lets only so many TLS handshakes be under way, in all and for each address (an IPv6 network of 64 bits counts as one). The others wait,
/// and addresses take turns: who opens many connections and leaves them half done holds up itself alone.
/// </summary>
internal sealed class HandshakeGate
{
    /// <summary>How many may be under way.</summary>
    public const int MaxInAll = 64;

    /// <summary>How many of them may come from one address.</summary>
    public const int MaxPerAddress = 8;

    private readonly FairGate<IPAddress> _gate = new(MaxInAll, MaxPerAddress);

    /// <summary>Waits for a place; false if <paramref name="gone"/> was signalled before there was one. A place must be given back.</summary>
    public ValueTask<bool> EnterAsync(IPAddress address, CancellationToken gone) => _gate.EnterAsync(RemoteAddress.OwnerOf(address), gone);

    /// <summary>Gives a place back.</summary>
    public void Leave(IPAddress address) => _gate.Leave(RemoteAddress.OwnerOf(address));
}
