using LanTalk.Client.Addresses;
using LanTalk.Client.Discovery;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Security;

namespace LanTalk.Client.Trust;

/// <summary>
/// The servers that are known, and what follows from that for one that is met. It has no file and no clock. The first row that fits counts:
/// <list type="table">
/// <item><term>the user demanded a fingerprint</term><description>that one is trusted, any other refused</description></item>
/// <item><term>announced with another fingerprint</term><description>refused</description></item>
/// <item><term>known at this address, or under this name where it was found</term><description>trusted</description></item>
/// <item><term>joined by an address at which only others are known</term><description>refused</description></item>
/// <item><term>found, and only others are known under its name</term><description>refused</description></item>
/// <item><term>known from elsewhere</term><description>trusted</description></item>
/// <item><term>anything else</term><description>a first meeting</description></item>
/// </list>
/// A server that is known from elsewhere does not pass for another one: it could be anybody's that the user joined once.
/// </summary>
internal sealed class ServerBook(IReadOnlyList<KnownServer> servers)
{
    /// <summary>The most servers kept; the one that has not been met for the longest time goes first.</summary>
    public const int Capacity = 1024;

    /// <summary>The most addresses kept of one server.</summary>
    public const int MaxAddresses = 16;

    public IReadOnlyList<KnownServer> Servers => servers;

    public Judgement Judge(Meeting meeting)
    {
        var isKnown = Find(meeting.Fingerprint) is not null;
        var accepted = isKnown ? TrustVerdict.Known : TrustVerdict.FirstMeeting;
        return new Judgement(Verdict(), Others(meeting),
            [.. servers.Where(server => server.Fingerprint != meeting.Fingerprint && HasName(server, meeting.Name))]);

        TrustVerdict Verdict()
        {
            if (meeting.Demanded is { } demanded)
            {
                return demanded == meeting.Fingerprint ? accepted : TrustVerdict.NotAsDemanded;
            }

            if (meeting.Announced is { } announced && announced != meeting.Fingerprint)
            {
                return TrustVerdict.NotAsAnnounced;
            }

            if (meeting.Forget)
            {
                return accepted;
            }

            if (meeting.FoundAs is null)
            {
                return IsOnlyOthers(meeting, server => HasAddress(server, meeting.Address)) ? TrustVerdict.OtherAtAddress : accepted;
            }

            // Its own name for itself counts like its announced name: otherwise it would be remembered, and later found, under a name that belongs to
            // another server.
            var isPoser = IsOnlyOthers(meeting, server => HasName(server, meeting.FoundAs)) || IsOnlyOthers(meeting, server => HasName(server, meeting.Name));
            return isPoser ? TrustVerdict.OtherOfName : accepted;
        }
    }

    /// <summary>The verdict on an announced server, before it is connected to.</summary>
    public TrustVerdict Judge(string name, ServerFingerprint announced)
    {
        if (IsOnlyOthers(announced, server => HasName(server, name)))
        {
            return TrustVerdict.OtherOfName;
        }

        return Find(announced) is null ? TrustVerdict.FirstMeeting : TrustVerdict.Known;
    }

    /// <summary>The standing of an announced server with this user.</summary>
    public ServerStanding StandingOf(FoundServer found) => found.Fingerprint is not { } fingerprint || Find(fingerprint) is not { } server
        ? ServerStanding.Stranger
        : HasAddress(server, ServerAddress.Of(found.EndPoint)) ? ServerStanding.AtKnownAddress : ServerStanding.Expected;

    /// <summary>The book after a server was joined: with the server, and without those that the user wanted to forget.</summary>
    public ServerBook With(Meeting meeting, DateTimeOffset now)
    {
        var forgotten = meeting.Forget ? Others(meeting) : [];
        var kept = servers.Where(server => server.Fingerprint != meeting.Fingerprint && !forgotten.Contains(server)).ToList();
        var address = meeting.Address.ToString();
        if (meeting.Demanded is not null)
        {
            kept = [.. kept.Select(server => server with { Addresses = [.. server.Addresses.Where(other => !IsSameAddress(other, address))] })];
        }

        var before = Find(meeting.Fingerprint);

        // Another server's address or name is not taken over in passing, only if the user said so.
        var addresses = kept.Exists(server => HasAddress(server, meeting.Address))
            ? before?.Addresses ?? []
            : [address, .. (before?.Addresses ?? []).Where(other => !IsSameAddress(other, address))];
        var name = before is not null && kept.Exists(server => HasName(server, meeting.Name)) ? before.Name : meeting.Name;
        var met = new KnownServer(meeting.Fingerprint, name, [.. addresses.Take(MaxAddresses)], now);
        return new ServerBook([met, .. kept.OrderByDescending(server => server.LastMet).Take(Capacity - 1)]);
    }

    /// <summary>The servers known at an address.</summary>
    public IReadOnlyList<KnownServer> At(ServerAddress address) => [.. servers.Where(server => HasAddress(server, address))];

    private KnownServer? Find(ServerFingerprint fingerprint) => servers.FirstOrDefault(server => server.Fingerprint == fingerprint);

    private List<KnownServer> Others(Meeting meeting) =>
    [
        .. servers.Where(server => server.Fingerprint != meeting.Fingerprint
            && (meeting.FoundAs is null ? HasAddress(server, meeting.Address) : HasName(server, meeting.FoundAs) || HasName(server, meeting.Name))),
    ];

    private bool IsOnlyOthers(Meeting meeting, Func<KnownServer, bool> fits) => IsOnlyOthers(meeting.Fingerprint, fits);

    private bool IsOnlyOthers(ServerFingerprint fingerprint, Func<KnownServer, bool> fits) =>
        servers.Any(fits) && !servers.Any(server => fits(server) && server.Fingerprint == fingerprint);

    private static bool HasAddress(KnownServer server, ServerAddress address) =>
        server.Addresses.Any(other => IsSameAddress(other, address.ToString()));

    private static bool HasName(KnownServer server, string name) => UserName.Comparer.Equals(server.Name, name);

    private static bool IsSameAddress(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
