using System.CommandLine;
using LanTalk.Benchmarks.Load;
using LanTalk.Benchmarks.Servers;

namespace LanTalk.Benchmarks.Commands;

/// <summary>The servers to measure.</summary>
internal sealed class ServersOption : Option<string[]>
{
    private static readonly ServerUnderTest[] AllServers =
    [
        new LanTalkServer(),
        new LanTalkMemoryServer(),
        new LanTalkSealedServer("lantalk-tls", () => new TlsChannel()),
        new LanTalkSealedServer("lantalk-web", () => new WebChannel()),
        new ReferenceServer(),
        new RedisServer(),
        new NatsServer(),
        new InspIrcd(),
        new NgIrcd(),
    ];

    public ServersOption(string[] servers)
        : base("--servers")
    {
        AllowMultipleArgumentsPerToken = true;
        Description = "Which servers.";
        DefaultValueFactory = _ => servers;
        this.AcceptOnlyFromAmong([.. AllServers.Select(server => server.Name)]);
    }

    /// <summary>The server that all others are compared with.</summary>
    public static string Own => AllServers[0].Name;

    /// <summary>The requested servers that can be run; reports on stderr which cannot.</summary>
    public List<ServerUnderTest> Present(ParseResult result)
    {
        var servers = Array.FindAll(AllServers, server => result.GetRequiredValue(this).Contains(server.Name));
        foreach (var server in servers.Where(server => server.Missing is not null))
        {
            Console.Error.WriteLine($"{server.Name} is left out: {server.Missing}.");
        }

        return [.. servers.Where(server => server.Missing is null)];
    }
}
