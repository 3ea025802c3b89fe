using System.Net;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Faults;

/// <summary>Users on several hosts, whose cables to the server are bad.</summary>
public abstract class BadLinkTest(InstalledTool tool) : FaultTest(tool)
{
    private const int Port = 5050;

    /// <summary>How many hosts the users are on.</summary>
    protected const int Hosts = 4;

    /// <summary>The server's extra arguments, with which both ends notice a dead connection sooner than after 30 s.</summary>
    protected static readonly string[] NoticeSoon = ["--idle-timeout", "6s"];

    /// <summary>Creates the network.</summary>
    private protected Task<BadLan> CreateLanAsync(TimeSpan delay = default, double loss = 0) => BadLan.CreateAsync(Hosts, Seed.For(-1), delay, loss);

    /// <summary>Starts the server on its host; its port is the same each time.</summary>
    private protected async Task<ToolProcess> ServeInAsync(BadLan lan, params string[] more)
    {
        var server = lan.Server.Host.Start(Tool.Command, ServeArguments(new IPEndPoint(IPAddress.Any, Port), more));
        await server.OutputAsync("Listening on");
        return server;
    }

    /// <summary>Lets all users join, equally many on each host.</summary>
    private protected Task<IReadOnlyList<Chatter>> JoinAllAsync(BadLan lan) =>
        JoinAllAsync((i, name) => lan.Clients[i % Hosts].Host.Start(Tool.Command, JoinArguments(lan.ServerAt(Port), name)));

    /// <summary>The users on some hosts.</summary>
    private protected static IReadOnlyList<Chatter> UsersOn(IReadOnlyList<Chatter> chatters, params int[] hosts) =>
        [.. chatters.Where((_, i) => hosts.Contains(i % Hosts))];

    /// <summary>A random length of time.</summary>
    private protected static TimeSpan Draw(Random random, double atLeast, double atMost) =>
        TimeSpan.FromSeconds(atLeast + ((atMost - atLeast) * random.NextDouble()));

    /// <summary>Lets a random moment pass, which is what the test is about.</summary>
    private protected static Task PassAsync(Random random, double atLeast, double atMost) =>
        Task.Delay(Draw(random, atLeast, atMost), TimeProvider.System);
}
