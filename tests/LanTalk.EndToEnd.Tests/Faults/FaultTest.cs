using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Faults;

/// <summary>
/// Users who chat while something is broken on purpose. At the end each sends a last message, everybody must receive all of them, and what they saw
/// is checked against each other and against the store.
/// </summary>
[Collection(nameof(FaultCollection))]
public abstract class FaultTest(InstalledTool tool) : ToolTest(tool)
{
    private const string LastWords = "the last of";

    // More would take the processors from each other until a login takes too long, which is not what is tested.
    private const int StartedAtOnce = 4;

    /// <summary>How many users chat.</summary>
    protected const int Users = 20;

    /// <summary>The source of everything random.</summary>
    private protected FaultSeed Seed { get; } = FaultSeed.Next();

    /// <summary>The server's data directory, which outlives it.</summary>
    protected string DataDirectory => Directory.File("data");

    /// <summary>The arguments of a server on a port that stays the same across restarts.</summary>
    protected string[] ServeArguments(IPEndPoint endPoint, params string[] more) =>
    [
        "serve", "--name", "Alice", "--bind", $"{endPoint.Address}", "--port", $"{endPoint.Port}",
        "--beacon-port", BeaconPort, "--data-dir", DataDirectory, "--auth-timeout", "60s", .. more,
    ];

    /// <summary>The arguments of a user's client, which has a key of its own.</summary>
    protected string[] JoinArguments(IPEndPoint server, string name) =>
        ["join", $"{server}", "--name", name, "--json", "--timeout", "6s", "--beacon-port", BeaconPort, "--config-dir", Directory.File($"config-{name}")];

    /// <summary>Starts a server and waits until it accepts connections.</summary>
    protected async Task<ToolProcess> ServeAtAsync(IPEndPoint endPoint, params string[] more)
    {
        var server = Run(ServeArguments(endPoint, more));
        await server.OutputAsync("Listening on");
        return server;
    }

    /// <summary>Lets all users join; returns when they are in.</summary>
    private protected Task<IReadOnlyList<Chatter>> JoinAllAsync(IPEndPoint server, int users = Users) =>
        JoinAllAsync((_, name) => Run(JoinArguments(server, name)), users);

    /// <summary>Lets all users join, each with a process started for the user's number and name.</summary>
    private protected static async Task<IReadOnlyList<Chatter>> JoinAllAsync(Func<int, string, ToolProcess> start, int users = Users)
    {
        var chatters = new List<Chatter>();
        foreach (var some in Enumerable.Range(0, users).Chunk(StartedAtOnce))
        {
            chatters.AddRange(some.Select(i => (Number: i, Name: $"user-{i.ToString("00", CultureInfo.InvariantCulture)}"))
                .Select(user => new Chatter(user.Name, start(user.Number, user.Name))));
            foreach (var chatter in chatters[^some.Length..])
            {
                // The first line of the room: from here on, the client sees every message.
                await chatter.Process.OutputAsync("\"type\":\"room\"");
            }
        }

        return chatters;
    }

    /// <summary>Lets users chat while something happens, until it is over.</summary>
    private protected async Task ChatDuringAsync(IReadOnlyList<Chatter> chatters, Func<Task> fault, IReadOnlyList<BrowserChatter>? browsers = null)
    {
        using var enough = new CancellationTokenSource();
        var chatting = chatters.Select((chatter, i) => chatter.ChatAsync(Seed.For(i), enough.Token))
            .Concat((browsers ?? []).Select((browser, i) => browser.ChatAsync(Seed.For(chatters.Count + i), enough.Token))).ToList();
        try
        {
            await fault();
        }
        finally
        {
            await enough.CancelAsync();
        }

        await Task.WhenAll(chatting);
    }

    /// <summary>Lets each user send a last message, waits until everybody has all of them, lets the users leave, and checks everything.</summary>
    private protected async Task EndAsync(IReadOnlyList<Chatter> chatters, IReadOnlyList<BrowserChatter>? browsers = null)
    {
        browsers ??= [];
        foreach (var chatter in chatters)
        {
            await chatter.SayAsync($"{LastWords} {chatter.Name}");
        }

        foreach (var browser in browsers)
        {
            await browser.SayAsync($"{LastWords} {browser.Name}");
        }

        var count = chatters.Count + browsers.Count;
        var waiting = Task.WhenAll([
            .. chatters.Select(chatter => chatter.SeeAsync(LastWords, count)),
            .. browsers.Select(browser => browser.SeeAsync(LastWords, count).WaitAsync(ToolProcess.Patience)),
        ]);
        await waiting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (waiting.IsCompletedSuccessfully)
        {
            foreach (var chatter in chatters)
            {
                chatter.Process.EndInput();
                (await chatter.Process.ExitAsync()).Should()
                    .Be(0, $"{chatter.Name} has nothing more to send, with {Seed}: {string.Join('\n', chatter.Process.Errors)}");
            }
        }

        // Even if the wait failed: what is missing says more than a wait that timed out.
        var faults = TranscriptChecker.Check(
            [.. chatters.Select(chatter => chatter.Transcript), .. browsers.Select(browser => browser.Transcript)], await StoreAsync());
        Assert.True(faults.Count == 0 && waiting.IsCompletedSuccessfully, Report(faults, chatters, waiting.Exception));
        TestContext.Current.TestOutputHelper?.WriteLine($"{chatters[0].Transcript.Seen.Count} messages, {chatters.Sum(Losses)} connections lost");
    }

    /// <summary>An address of this machine with a free port.</summary>
    protected static IPEndPoint FreeEndPoint()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return (IPEndPoint)socket.LocalEndPoint!;
    }

    /// <summary>How often a client reported that it lost its connection.</summary>
    private protected static int Losses(Chatter chatter) =>
        chatter.Process.Output.Count(line => line.Contains("\"type\":\"connection\"") && line.Contains("\"lost\""));

    private async Task<IReadOnlyList<Posted>> StoreAsync()
    {
        var (exitCode, history) = await RunToEndAsync("history", "--json", "--limit", "0", "--data-dir", DataDirectory);
        exitCode.Should().Be(0, string.Join('\n', history.Errors));
        return Transcript.ReadStore(history.Output);
    }

    private string Report(IReadOnlyList<string> faults, IReadOnlyList<Chatter> chatters, Exception? wait)
    {
        const int Shown = 40;
        var report = new List<string> { $"{faults.Count} faults, with {Seed}:" };
        report.AddRange(faults.Take(Shown));
        if (wait is not null)
        {
            report.Add("Not everybody has all of the last messages. Their last output:");
            report.AddRange(chatters.SelectMany(chatter => LastErrors(chatter).Select(error => $"{chatter.Name}: {error}")));
            report.AddRange(chatters.Where(chatter => faults.Any(fault => fault.StartsWith(chatter.Name, StringComparison.Ordinal)))
                .SelectMany(chatter => chatter.Process.Output.TakeLast(Shown).Select(line => $"{chatter.Name} wrote: {line}")));
        }

        return string.Join('\n', report);
    }

    /// <summary>The last lines that a client wrote to its standard error; of one that crashed, all from its confession on.</summary>
    private static IEnumerable<string> LastErrors(Chatter chatter)
    {
        const int Shown = 2;
        var errors = chatter.Process.Errors;
        var crash = errors.TakeWhile(error => !error.Contains("should not have happened")).Count();
        return errors.Skip(Math.Min(crash, Math.Max(0, errors.Count - Shown)));
    }
}

/// <summary>Alone on the machine, and one after the other: other tests must not wait for what is broken here.</summary>
[CollectionDefinition(nameof(FaultCollection), DisableParallelization = true)]
public sealed class FaultCollection;
