using System.Buffers.Binary;
using System.ComponentModel;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using LanTalk.EndToEnd.Tests.Network;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Faults;

/// <summary>
/// Hosts in a network with bad cables: packets arrive late, or only some of them, or none. The kernel's <c>tc netem</c> does the same, but not every
/// kernel has it. So this process is the switch, and each host (a network namespace) is connected to it by a tun device. The kernel's TCP sees the
/// lost packets as lost, and sends them again as on any bad network.
/// </summary>
internal sealed partial class BadLan : IAsyncDisposable
{
    private const int LongestPacket = 2048;
    private const int DestinationOffset = 16; // RFC 791
    private const byte Version4 = 4;
    private const short Readable = 1; // POLLIN
    private const int Interrupted = 4; // EINTR
    private const int LongestWait = 20; // ms; then it looks whether it is to end

    private readonly Random _random;
    private readonly IReadOnlyList<BadHost> _hosts;
    private readonly PriorityQueue<(BadHost To, byte[] Packet), (long At, long Number)> _underWay = new();
    private readonly Task _running;
    private volatile bool _isEnding;
    private long _count;

    private BadLan(IReadOnlyList<BadHost> hosts, Random random)
    {
        (_hosts, _random) = (hosts, random);
        _running = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>The host whose cable is good.</summary>
    public BadHost Server => _hosts[0];

    /// <summary>The others.</summary>
    public IReadOnlyList<BadHost> Clients => [.. _hosts.Skip(1)];

    /// <summary>Creates a network of one good host and some bad ones.</summary>
    /// <param name="clients">How many are bad.</param>
    /// <param name="random">Decides which packets are lost.</param>
    /// <param name="delay">How long a packet takes, in each direction.</param>
    /// <param name="loss">The share of packets that are lost, in each direction.</param>
    public static async Task<BadLan> CreateAsync(int clients, Random random, TimeSpan delay = default, double loss = 0)
    {
        await Requirement.ProgramAsync("A network of the test's own is needed", "test", "-w", "/dev/net/tun");
        var hosts = new List<BadHost>();
        for (var i = 0; i <= clients; i++)
        {
            var host = await NetworkNamespace.CreateAsync();
            var device = TunDevice.Create($"lt{Guid.NewGuid():N}"[..15]);
            var address = $"10.79.0.{(i + 1).ToString(CultureInfo.InvariantCulture)}";
            hosts.Add(new BadHost(host, device, address) { Delay = i == 0 ? default : delay, Loss = i == 0 ? 0 : loss });
            await NetworkNamespace.ExecuteAsync("ip", "link", "set", device.Name, "netns", host.Name, "name", BadHost.Link);
            await host.IpAsync("addr", "add", $"{address}/24", "dev", BadHost.Link);
            await host.IpAsync("link", "set", BadHost.Link, "up");
        }

        return new BadLan(hosts, random);
    }

    /// <summary>An address on the good host.</summary>
    public IPEndPoint ServerAt(int port) => new(IPAddress.Parse(Server.Address), port);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _isEnding = true;
        await _running;
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }
    }

    private void Run()
    {
        var polled = _hosts.Select(host => new PollEntry(host.Device.Descriptor, Readable)).ToArray();
        var packet = new byte[LongestPacket];
        while (!_isEnding)
        {
            var wait = _underWay.TryPeek(out _, out var next) ? Math.Clamp((int)(next.At - Now()), 0, LongestWait) : LongestWait;
            if (Poll(polled, (nuint)polled.Length, wait) < 0 && Marshal.GetLastPInvokeError() != Interrupted)
            {
                throw new Win32Exception();
            }

            foreach (var host in _hosts)
            {
                while (host.Device.Read(packet) is > 0 and var length)
                {
                    Carry(host, packet.AsSpan(0, length));
                }
            }

            while (_underWay.TryPeek(out var due, out var when) && when.At <= Now())
            {
                _underWay.Dequeue();
                due.To.Device.Write(due.Packet);
            }
        }
    }

    private void Carry(BadHost from, ReadOnlySpan<byte> packet)
    {
        if (packet[0] >> 4 != Version4)
        {
            return; // the kernel asks for IPv6 neighbours, of whom there are none
        }

        var address = new IPAddress(BinaryPrimitives.ReadUInt32LittleEndian(packet[DestinationOffset..])).ToString();
        if (_hosts.FirstOrDefault(host => host.Address == address) is not { } to || from.IsCut || to.IsCut || IsLost(from) || IsLost(to))
        {
            return;
        }

        // By number if the time is the same: a cable may be slow, but it keeps the order.
        _underWay.Enqueue((to, packet.ToArray()), (Now() + (long)(from.Delay + to.Delay).TotalMilliseconds, _count++));
    }

    private bool IsLost(BadHost host) => host.Loss > 0 && _random.NextDouble() < host.Loss;

    private static long Now() => TimeProvider.System.GetTimestamp() * 1000 / TimeProvider.System.TimestampFrequency;

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(PollEntry[] entries, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private record struct PollEntry(int Descriptor, short Wanted)
    {
        private readonly short _found;
    }
}
