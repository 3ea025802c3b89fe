using LanTalk.Cli.Commands;
using LanTalk.Client;
using LanTalk.Client.Discovery;
using LanTalk.Client.Trust;
using LanTalk.Protocol;

namespace LanTalk.Cli.Joining;

/// <summary>A server to join.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="Found">How it announces itself; null if the user named the address.</param>
internal sealed record JoinTarget(ServerAddress Address, FoundServer? Found)
{
    /// <summary>A server that was found.</summary>
    public static JoinTarget Of(FoundServer found) => new(ServerAddress.Of(found.EndPoint), found);
}

/// <summary>Finds the server to join when no address was given.</summary>
internal sealed class ServerChoice(ServerLocator locator, KnownServers known, TimeSpan timeout)
{
    /// <summary>The server of the name given, else the one found; a person may choose among several.</summary>
    /// <exception cref="ToolException">None was found, or several and nobody may be asked.</exception>
    public async Task<JoinTarget> FindAsync(string? name, bool mayAsk, CancellationToken cancellationToken)
    {
        IReadOnlyList<FoundServer> found = name is null
            ? await locator.FindAllAsync(timeout, cancellationToken).ToListAsync(cancellationToken)
            : await FindByNameAsync(name, cancellationToken);
        found = known.WithoutPosers(found);
        switch (found.Count)
        {
            case 0 when name is null && mayAsk:
                return AskAddress();
            case 0 when name is null:
                throw new ToolException(ExitCode.NothingFound, FoundServers.NoneFound);
            case 0:
                throw new ToolException(ExitCode.NothingFound, $"No server named {name} was found; lantalk discover lists the ones there are.");
            case 1:
                return JoinTarget.Of(found[0]);
            default:
                return mayAsk ? Ask(found) : throw Several(found);
        }
    }

    private async Task<IReadOnlyList<FoundServer>> FindByNameAsync(string name, CancellationToken cancellationToken)
    {
        // Not the first of that name: a second one is somebody else's, and only a person, or what is known, can tell which is meant.
        return await locator.FindAllAsync(timeout, cancellationToken)
            .Where(server => UserName.Comparer.Equals(server.Announcement.Name, name))
            .ToListAsync(cancellationToken);
    }

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

            if (ServerAddress.TryParse(answer, out var server))
            {
                return new JoinTarget(server, null);
            }
        }
    }

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

            if (!int.TryParse(answer, out _) && ServerAddress.TryParse(answer, out var server))
            {
                return new JoinTarget(server, null);
            }
        }
    }
}
