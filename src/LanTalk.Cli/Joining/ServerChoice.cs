using LanTalk.Cli.Exits;
using LanTalk.Cli.Terminals;
using LanTalk.Cli.Texts;
using LanTalk.Client.Addresses;
using LanTalk.Client.Discovery;
using LanTalk.Client.Trust;
using LanTalk.Protocol.Invitations;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Text;
using LanTalk.Terminal.Devices;
using LanTalk.Terminal.Prompts;
using LanTalk.Terminal.Styling;

namespace LanTalk.Cli.Joining;

/// <summary>A server to join.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Found">Its announcement; null if the user named the address.</param>
internal sealed record JoinTarget(ServerAddress Address, FoundServer? Found)
{
    /// <summary>The link that invites to it; null if there is none.</summary>
    public InvitationLink? Invitation { get; init; }

    /// <summary>A discovered server.</summary>
    public static JoinTarget Of(FoundServer found) => new(ServerAddress.Of(found.EndPoint), found);

    /// <summary>A server that a person has named.</summary>
    public static JoinTarget Of(ServerReference named) => new(named.Address, null) { Invitation = named.Invitation };
}

/// <summary>Finds the server to join when no address was given.</summary>
/// <param name="locator">Finds servers.</param>
/// <param name="known">The servers that were joined before.</param>
/// <param name="demanded">The fingerprint that the user demands, if any.</param>
/// <param name="timeout">How long to look.</param>
/// <param name="time">The clock.</param>
internal sealed class ServerChoice(ServerLocator locator, KnownServers known, ServerFingerprint? demanded, TimeSpan timeout, TimeProvider time)
{
    /// <summary>Looks for servers; only those of a name, if one is given.</summary>
    public async Task<IReadOnlyList<FoundServer>> FindAsync(string? name, CancellationToken cancellationToken)
    {
        // Not the first of a name: a second one belongs to somebody else, and only a person or the known servers can tell which is meant.
        var found = locator.FindAllAsync(timeout, StandingFor(name), cancellationToken)
            .Where(server => name is null || UserName.Comparer.Equals(server.Announcement.Name, name));
        return known.WithoutPosers(await found.ToListAsync(cancellationToken));
    }

    /// <summary>A server that is asked for by name is waited for like a known one.</summary>
    private Func<FoundServer, ServerStanding> StandingFor(string? name)
    {
        var standingOf = known.Standings();
        return server => standingOf(server) is var standing and > ServerStanding.Stranger ? standing
            : (demanded is not null && server.Fingerprint == demanded)
                || (name is not null && UserName.Comparer.Equals(server.Announcement.Name, name)) ? ServerStanding.Expected
            : ServerStanding.Stranger;
    }

    /// <summary>The server that was found; a person may choose among several.</summary>
    /// <exception cref="ToolException">None was found, or several and nobody may be asked.</exception>
    public async Task<JoinTarget> ChooseAsync(IReadOnlyList<FoundServer> found, string? name, bool mayAsk, CancellationToken cancellationToken) =>
        found.Count switch
        {
            0 when name is not null =>
                throw new ToolException(ExitCode.NothingFound, $"No server named {name} was found; lantalk discover lists the ones there are."),
            0 => mayAsk ? await Question.AskAsync(AskAddress, cancellationToken) : throw new ToolException(ExitCode.NothingFound, FoundServers.NoneFound),
            1 => JoinTarget.Of(found[0]),
            _ when !mayAsk => throw Several(found),
            _ => TerminalCapabilities.IsDumb ? await Question.AskAsync(() => Ask(found), cancellationToken) : await AskLiveAsync(found, cancellationToken),
        };

    private ToolException Several(IReadOnlyList<FoundServer> found)
    {
        var lines = string.Join(Environment.NewLine, found.Select(server => "  " + FoundServers.Line(server, known)));
        return new ToolException(
            ExitCode.NothingFound,
            $"Several servers were found; choose one with --server NAME, or by its address:{Environment.NewLine}{lines}");
    }

    private static JoinTarget AskAddress()
    {
        Console.Out.WriteLine("No server found on this network.");
        while (true)
        {
            var answer = Question.Ask("Its address, if you know it (nothing to give up)? ");
            if (answer.Length == 0)
            {
                throw new ToolException(ExitCode.NothingFound, FoundServers.NoneFound);
            }

            if (ServerReference.TryParse(answer, out var server, out _))
            {
                return JoinTarget.Of(server);
            }

            Console.Out.WriteLine($"Sorry, {ProblemOf(answer, count: 0)}.");
        }
    }

    /// <summary>Why a typed answer chooses no server; null if it is an address.</summary>
    private static string? ProblemOf(string answer, int count) =>
        answer.All(char.IsAsciiDigit) ? count == 0 ? $"'{answer}' is not a server address: write HOST, HOST:PORT or [IPV6]:PORT"
            : $"there is no {answer}: the servers are 1 to {count}"
        : ServerReference.TryParse(answer, out _, out var problem) ? null
        : SafeText.Clean(problem).TrimEnd('.');

    private JoinTarget Ask(IReadOnlyList<FoundServer> found)
    {
        Console.Out.WriteLine("Servers on this network:");
        for (var i = 0; i < found.Count; i++)
        {
            Console.Out.WriteLine($"  [{i + 1}] {FoundServers.Line(found[i], known)}");
        }

        while (true)
        {
            var answer = Question.Ask($"Join which (1 to {found.Count}, or an address)? ");
            if (int.TryParse(answer, out var number) && number >= 1 && number <= found.Count)
            {
                return JoinTarget.Of(found[number - 1]);
            }

            if (ProblemOf(answer, found.Count) is { } problem)
            {
                Console.Out.WriteLine($"Sorry, {problem}.");
            }
            else if (ServerReference.TryParse(answer, out var server, out _))
            {
                return JoinTarget.Of(server);
            }
        }
    }

    /// <summary>Asks with a menu that follows servers as they come and go.</summary>
    private async Task<JoinTarget> AskLiveAsync(IReadOnlyList<FoundServer> found, CancellationToken cancellationToken)
    {
        using var menu = LiveMenu.Open("Servers on this network:", TerminalCapabilities.UseColor ? Theme.Auto : Theme.None, ProblemOf, time);
        using var closed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var seen = found.GroupBy(KeyOf, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.Last(), StringComparer.Ordinal);
        var watching = WatchAsync(menu, seen, closed.Token);
        var choice = await menu.Choice.WaitAsync(cancellationToken);
        await closed.CancelAsync();
        await watching;
        if (choice is null)
        {
            throw new ToolException(ExitCode.NothingFound, "No server was chosen.");
        }

        return choice.Key is { } key ? JoinTarget.Of(seen[key])
            : ServerReference.TryParse(choice.Typed!, out var named, out _) ? JoinTarget.Of(named)
            : throw new InvalidOperationException("The menu was to refuse what was typed.");
    }

    /// <summary>Keeps a menu up to date; every server that was ever in it is in <paramref name="seen"/>.</summary>
    private async Task WatchAsync(LiveMenu menu, Dictionary<string, FoundServer> seen, CancellationToken cancellationToken)
    {
        var there = new Dictionary<string, FoundServer>(seen, StringComparer.Ordinal);
        Show();
        try
        {
            await foreach (var (kind, server) in locator.WatchAsync(StandingFor(name: null), cancellationToken))
            {
                if (kind == ServerChangeKind.Gone)
                {
                    there.Remove(KeyOf(server));
                }
                else
                {
                    seen[KeyOf(server)] = there[KeyOf(server)] = server;
                }

                Show();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // A choice was made.
        }

        void Show() => menu.Update(
        [
            .. known.WithoutPosers([.. there.Values]).OrderByDescending(server => known.Judge(server) == TrustVerdict.Known)
                .ThenBy(server => server.Announcement.Name, UserName.Comparer)
                .Select(server => new MenuItem(KeyOf(server), FoundServers.Line(server, known))),
        ]);
    }

    private static string KeyOf(FoundServer server) => $"{server.Announcement.Name} {server.EndPoint}";
}
