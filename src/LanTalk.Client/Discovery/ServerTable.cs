using System.Net;

namespace LanTalk.Client.Discovery;

/// <summary>
/// Turns sightings into servers: knows which sightings belong to one server, which of its addresses is best, and what the reader has been told. It
/// has no socket and no thread; its clock only measures.
/// </summary>
/// <remarks>
/// A server with an id is one server at whatever address it is heard; until it is handed out, a better address replaces a worse one.
/// From then on it is followed at that one address: somebody else who uses its id can neither change it nor keep it alive.
/// <para>
/// Anybody can announce servers, in any number. So one address only gets a limited number of seats; an expected server takes the seat of
/// a stranger if none is left; and nobody takes the seat of a server that is expected more.
/// </para>
/// </remarks>
/// <param name="time">The clock.</param>
/// <param name="lifetime">How long a server that was handed out stays without a sighting.</param>
/// <param name="standingOf">A server's standing with the reader.</param>
internal sealed class ServerTable(TimeProvider time, TimeSpan lifetime, Func<FoundServer, ServerStanding> standingOf)
{
    /// <summary>The most servers kept: far more than a LAN has, and a bound to what forged announcements can fill.</summary>
    public const int Capacity = 256;

    /// <summary>The most servers of one standing that one address can have.</summary>
    public const int MaxPerAddress = 16;

    /// <summary>Nobody restarts a server twice in less than this.</summary>
    private static readonly TimeSpan Restart = TimeSpan.FromSeconds(1);

    // In the order of the first sighting, which is the order of handing out.
    private readonly List<Entry> _entries = [];
    private readonly List<ServerChange> _replaced = [];

    /// <summary>Adds a sighting.</summary>
    /// <returns>Whether the server was unknown before.</returns>
    public bool Hear(Sighting sighting)
    {
        var server = new FoundServer(sighting.Announcement, new IPEndPoint(sighting.Address, sighting.Announcement.Port));
        if (_entries.Find(e => IsSame(e.Server, server)) is { } known)
        {
            known.Hear(server, sighting.At);
            return false;
        }

        var standing = standingOf(server);
        var predecessor = _entries.Find(e => e.Server.EndPoint.Equals(server.EndPoint));
        if (predecessor is not null && (predecessor.Standing > standing || (predecessor.IsRestarted && time.GetElapsedTime(predecessor.FirstHeard) < Restart)))
        {
            return false;
        }

        // Two servers cannot share an endpoint: a new one there means that the old one was restarted.
        var victim = predecessor ?? (_entries.Count == Capacity ? _entries.FindLast(e => e.Standing < standing) : null);
        if (victim is null && (_entries.Count == Capacity || HasEnough(server.EndPoint.Address, standing)))
        {
            return false;
        }

        if (victim is not null)
        {
            Forget(victim);
        }

        _entries.Add(new Entry(server, sighting.At) { Standing = standing, IsRestarted = predecessor is not null });
        return true;
    }

    /// <summary>The changes since the last call. Several changes of one server in between are one.</summary>
    public IReadOnlyList<ServerChange> TakeChanges()
    {
        var now = time.GetTimestamp();
        var changes = new List<ServerChange>(_replaced);
        _replaced.Clear();

        var gone = _entries.FindAll(e => time.GetElapsedTime(e.LastHeard, now) >= lifetime);
        _entries.RemoveAll(gone.Contains);
        changes.AddRange(gone.Select(e => e.Withdraw()).OfType<ServerChange>());
        changes.AddRange(_entries.Select(e => e.HandOut()).OfType<ServerChange>());
        return changes;
    }

    private static bool IsSame(FoundServer a, FoundServer b)
    {
        // Another fingerprint is another server, whatever it calls itself: copying an id must not hide the server that drew it.
        var id = IdOf(a);
        return string.Equals(id, IdOf(b), StringComparison.Ordinal)
            && string.Equals(a.Announcement.Fingerprint, b.Announcement.Fingerprint, StringComparison.Ordinal)
            && (id is not null || a.EndPoint.Equals(b.EndPoint));
    }

    // Version 2 servers have none; an empty one would merge many servers into one.
    private static string? IdOf(FoundServer server) => server.Announcement.Id is { Length: > 0 } id ? id : null;

    private bool HasEnough(IPAddress address, ServerStanding standing) =>
        standing < ServerStanding.AtKnownAddress && _entries.Count(e => e.Standing == standing && e.Server.EndPoint.Address.Equals(address)) >= MaxPerAddress;

    private void Forget(Entry entry)
    {
        _entries.Remove(entry);
        if (entry.Withdraw() is { } gone)
        {
            _replaced.Add(gone);
        }
    }

    private sealed class Entry(FoundServer server, long heard)
    {
        // The server as the reader knows it; null until it was told.
        private FoundServer? _handedOut;

        public FoundServer Server { get; private set; } = server;

        public ServerStanding Standing { get; init; }

        /// <summary>Whether another one was at its endpoint before.</summary>
        public bool IsRestarted { get; init; }

        public long FirstHeard { get; } = heard;

        public long LastHeard { get; private set; } = heard;

        public void Hear(FoundServer server, long heard)
        {
            var isSameAddress = server.EndPoint.Address.Equals(Server.EndPoint.Address);
            if (isSameAddress || (_handedOut is null && Rank(server.EndPoint.Address) > Rank(Server.EndPoint.Address)))
            {
                Server = server;
                LastHeard = heard;
            }
        }

        public ServerChange? HandOut()
        {
            var told = _handedOut;
            _handedOut = Server;
            return told is null ? new ServerChange(ServerChangeKind.Appeared, Server)
                : told != Server ? new ServerChange(ServerChangeKind.Changed, Server)
                : null;
        }

        public ServerChange? Withdraw() => _handedOut is { } told ? new ServerChange(ServerChangeKind.Gone, told) : null;

        /// <summary>The scope of an address: one that can be passed on to somebody else is the best.</summary>
        private static int Rank(IPAddress address)
        {
            if (IPAddress.IsLoopback(address))
            {
                return 0;
            }

            var isLinkLocal = address.IsIPv6LinkLocal || (address.GetAddressBytes() is [169, 254, _, _]);
            return isLinkLocal ? 1 : 2;
        }
    }
}
