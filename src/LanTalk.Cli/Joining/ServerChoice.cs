using LanTalk.Cli.Commands;
using LanTalk.Client;
using LanTalk.Client.Discovery;
using LanTalk.Protocol;

namespace LanTalk.Cli.Joining;

/// <summary>Finds the server to join when no address was given.</summary>
internal sealed class ServerChoice(ServerLocator locator, TimeSpan timeout)
{
    /// <summary>The server of the name given, else the one found; a person may choose among several.</summary>
    /// <exception cref="ToolException">None was found, or several and nobody may be asked.</exception>
    public async Task<ServerAddress> FindAsync(string? name, bool mayAsk, CancellationToken cancellationToken)
    {
        var found = name is null
            ? await locator.FindAllAsync(timeout, cancellationToken).ToListAsync(cancellationToken)
            : await FindByNameAsync(name, cancellationToken);
        switch (found.Count)
        {
            case 0 when name is null && mayAsk:
                return AskAddress();
            case 0 when name is null:
                throw new ToolException(ExitCode.NothingFound, FoundServers.NoneFound);
            case 0:
                throw new ToolException(ExitCode.NothingFound, $"No server named {name} was found; lantalk discover lists the ones there are.");
            case 1:
                return ServerAddress.Of(found[0].EndPoint);
            default:
                return mayAsk ? Ask(found) : throw Several(found);
        }
    }

    private async Task<IReadOnlyList<FoundServer>> FindByNameAsync(string name, CancellationToken cancellationToken)
    {
        // Not the first of that name: a second one is somebody else's, and only a person can tell which is meant.
        return await locator.FindAllAsync(timeout, cancellationToken)
            .Where(server => UserName.Comparer.Equals(server.Announcement.Name, name))
            .ToListAsync(cancellationToken);
    }

    private static ToolException Several(IReadOnlyList<FoundServer> found)
    {
        var lines = string.Join(Environment.NewLine, found.Select(server => "  " + FoundServers.Line(server)));
        return new ToolException(
            ExitCode.NothingFound,
            $"Several servers were found; choose one with --server NAME, or by its address:{Environment.NewLine}{lines}");
    }

    private static ServerAddress AskAddress()
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
                return server;
            }
        }
    }

    private static ServerAddress Ask(IReadOnlyList<FoundServer> found)
    {
        Console.Out.WriteLine("Servers on this network:");
        for (var i = 0; i < found.Count; i++)
        {
            Console.Out.WriteLine($"  [{i + 1}] {FoundServers.Line(found[i])}");
        }

        while (true)
        {
            var answer = Question.Ask($"Join which (1 to {found.Count}, or an address)? ");
            if (int.TryParse(answer, out var number) && number >= 1 && number <= found.Count)
            {
                return ServerAddress.Of(found[number - 1].EndPoint);
            }

            if (!int.TryParse(answer, out _) && ServerAddress.TryParse(answer, out var server))
            {
                return server;
            }
        }
    }
}
