using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace LanTalk.Protocol.Discovery;

/// <summary>A received message.</summary>
/// <param name="Message">The message.</param>
/// <param name="Source">Its sender, as far as a datagram can be believed.</param>
/// <param name="LinkIndex">The index, among the links of the source's family, of the link it arrived on.</param>
public sealed record HeardMessage(DiscoveryMessage Message, IPEndPoint Source, int LinkIndex);

/// <summary>
/// A UDP socket of one address family for discovery. It knows how to send to and receive from every link, but not the contents of beacons and
/// questions. Sending and joining belong to one caller at a time; receiving may go on at the same time.
/// </summary>
public sealed class DiscoverySocket : IDisposable
{
    // After this many failures in a row, the cause will not go away by trying again at once.
    private const int FailuresBeforePause = 16;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Socket _socket;
    private readonly HashSet<int> _joined = [];
    private volatile bool _linksChanged;

    private DiscoverySocket(Socket socket)
    {
        _socket = socket;
        NetworkChange.NetworkAddressChanged += OnNetworkAddressChanged;
    }

    /// <summary>The address family it sends and receives.</summary>
    public AddressFamily Family => _socket.AddressFamily;

    /// <summary>Opens one socket per family that this machine speaks.</summary>
    /// <param name="port">The port to share with other programs; 0 for one of its own.</param>
    /// <param name="failed">Called for each family whose socket could not be opened.</param>
    public static IReadOnlyList<DiscoverySocket> OpenAll(int port, Action<AddressFamily, Exception> failed)
    {
        var sockets = new List<DiscoverySocket>(2);
        foreach (var family in (ReadOnlySpan<AddressFamily>)[AddressFamily.InterNetwork, AddressFamily.InterNetworkV6])
        {
            if (family == AddressFamily.InterNetwork ? !Socket.OSSupportsIPv4 : !Socket.OSSupportsIPv6)
            {
                continue;
            }

            try
            {
                sockets.Add(Open(family, port));
            }
            catch (Exception e) when (e is SocketException or NetworkInformationException)
            {
                // The latter when no descriptor is left to watch for changes of addresses.
                failed(family, e);
            }
        }

        return sockets;
    }

    /// <summary>Joins the discovery group on every link that has not joined yet.</summary>
    /// <param name="links">The links that are up.</param>
    /// <param name="failed">Called for each link where it failed; it is tried again next time.</param>
    public void Join(IReadOnlyList<DiscoveryLink> links, Action<DiscoveryLink, SocketException> failed)
    {
        if (_linksChanged)
        {
            // A link may have gone down and come back under the same index without its memberships.
            _linksChanged = false;
            _joined.Clear();
        }

        _joined.IntersectWith(links.Select(IndexOf));
        foreach (var link in links.Where(l => l.HasGroups && Speaks(l)))
        {
            try
            {
                if (_joined.Add(IndexOf(link)))
                {
                    Join(IndexOf(link));
                }
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // The membership outlived the change, which is just as good.
            }
            catch (SocketException e)
            {
                _joined.Remove(IndexOf(link));
                failed(link, e);
            }
        }
    }

    /// <summary>Sends one datagram over a link.</summary>
    /// <returns>The error; null if it was sent.</returns>
    public async ValueTask<SocketException?> TrySendAsync(
        ReadOnlyMemory<byte> datagram, DiscoveryTarget target, CancellationToken cancellationToken)
    {
        try
        {
            if (target.EndPoint.Address.Equals(DiscoveryGroups.IPv4))
            {
                // An IPv6 group names its link in the address; for IPv4, only the socket can.
                _socket.SetSocketOption(
                    SocketOptionLevel.IP, SocketOptionName.MulticastInterface, IPAddress.HostToNetworkOrder(target.LinkIndex));
            }
        }
        catch (SocketException e)
        {
            return e;
        }

        return await TrySendAsync(datagram, target.EndPoint, cancellationToken);
    }

    /// <summary>Sends one datagram to one receiver.</summary>
    /// <returns>The error; null if it was sent.</returns>
    public async ValueTask<SocketException?> TrySendAsync(
        ReadOnlyMemory<byte> datagram, IPEndPoint receiver, CancellationToken cancellationToken)
    {
        try
        {
            await _socket.SendToAsync(datagram, SocketFlags.None, receiver, cancellationToken);
            return null;
        }
        catch (SocketException e)
        {
            return e;
        }
    }

    /// <summary>The received messages, until cancelled. Other datagrams are skipped; no datagram ends it.</summary>
    /// <param name="time">Times the pause after repeated failures.</param>
    /// <param name="cancellationToken">Ends it, without an exception.</param>
    public async IAsyncEnumerable<HeardMessage> ReceiveAsync(
        TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // One byte more than allowed, so that a longer datagram is noticed by its length although it is cut.
        var buffer = new byte[DiscoveryMessage.MaxLength + 1];
        var failures = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            if (await TryReceiveAsync(buffer, cancellationToken) is { } received)
            {
                failures = 0;
                if (DiscoveryMessage.Read(buffer.AsSpan(0, received.ReceivedBytes)) is { } message)
                {
                    yield return new HeardMessage(message, (IPEndPoint)received.RemoteEndPoint, received.PacketInformation.Interface);
                }
            }
            else if (++failures >= FailuresBeforePause)
            {
                await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NetworkChange.NetworkAddressChanged -= OnNetworkAddressChanged;
        _socket.Dispose();
    }

    private static DiscoverySocket Open(AddressFamily family, int port)
    {
        var socket = new Socket(family, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            if (family == AddressFamily.InterNetworkV6)
            {
                socket.DualMode = false;
            }
            else
            {
                socket.EnableBroadcast = true;
            }

            if (port != 0)
            {
                // Before the bind, or it has no effect: several servers and clients of one machine share the port.
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            }

            socket.Bind(new IPEndPoint(AnyOf(family), port));
            return new DiscoverySocket(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static IPAddress AnyOf(AddressFamily family) =>
        family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any;

    private void OnNetworkAddressChanged(object? sender, EventArgs e) => _linksChanged = true;

    private bool Speaks(DiscoveryLink link) => Family == AddressFamily.InterNetworkV6 ? link.SpeaksIPv6 : link.SpeaksIPv4;

    private int IndexOf(DiscoveryLink link) => Family == AddressFamily.InterNetworkV6 ? link.IPv6Index : link.IPv4Index;

    private void Join(int linkIndex)
    {
        if (Family == AddressFamily.InterNetworkV6)
        {
            _socket.SetSocketOption(
                SocketOptionLevel.IPv6, SocketOptionName.AddMembership, new IPv6MulticastOption(DiscoveryGroups.IPv6, linkIndex));
        }
        else
        {
            _socket.SetSocketOption(
                SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(DiscoveryGroups.IPv4, linkIndex));
        }
    }

    private async ValueTask<SocketReceiveMessageFromResult?> TryReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await _socket.ReceiveMessageFromAsync(
                buffer, SocketFlags.None, new IPEndPoint(AnyOf(Family), 0), cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return null; // The caller's token tells.
        }
        catch (SocketException)
        {
            // ConnectionReset means that a peer no longer accepts datagrams, MessageSize that a datagram did not fit, NetworkDown that one link of
            // many went away. None says anything about the next datagram.
            return null;
        }
    }
}
