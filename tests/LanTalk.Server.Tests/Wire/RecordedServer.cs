using System.Net;
using System.Text;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Security;
using LanTalk.Server.Configuration;

namespace LanTalk.Server.Tests.Wire;

/// <summary>
/// A server and a recorded conversation with it: the lines that each client sends, and every line that a client of version 2 receives. A step ends
/// when everybody has received everything it led to, so the order of the lines is always the same.
/// </summary>
internal sealed class RecordedServer : IAsyncDisposable
{
    private readonly StringBuilder _recording;
    private readonly List<RecordedClient> _joined = [];
    private int _fences;

    private RecordedServer(StringBuilder recording, TestServer server) => (_recording, Test) = (recording, server);

    /// <summary>The server itself.</summary>
    public TestServer Test { get; }

    /// <summary>Starts a server, with the tool's defaults or changed ones.</summary>
    /// <param name="recording">Receives the recording.</param>
    /// <param name="title">The recording's title.</param>
    /// <param name="configure">Changes the defaults.</param>
    public static async Task<RecordedServer> StartAsync(
        StringBuilder recording, string title, Func<LanTalkServerOptions, LanTalkServerOptions>? configure = null)
    {
        var server = new RecordedServer(recording, TestServer.Start(configure));
        recording.Append(recording.Length == 0 ? "" : "\n").Append("=== ").Append(title).Append(" ===\n");
        await server.Test.StartConsoleAsync();
        return server;
    }

    /// <summary>A connection of version 2 that has been asked to log in.</summary>
    public async Task<RecordedClient> ConnectAsync(char label, IPAddress? address = null)
    {
        address ??= AddressOf(label);
        Write($"{label} connects from {address}.");
        var client = new RecordedClient(this, label, Test.Connect(address), isRecorded: true);
        await client.BeginAsync();
        return client;
    }

    /// <summary>A client of version 2 that has logged in with only a name.</summary>
    public async Task<RecordedClient> JoinAsync(char label, string name)
    {
        var client = await ConnectAsync(label);
        await client.LogInAsync($$"""{"username":"{{name}}"}""");
        return client;
    }

    /// <summary>A client of version 3; its key is always the same.</summary>
    public async Task<RecordedClient> JoinVersion3Async(char label, string name)
    {
        Write($"{label} logs in as {name} in version 3.");
        using var key = UserKey.FromSeed([.. Enumerable.Repeat((byte)label, UserKey.SeedLength)]);
        var client = new RecordedClient(this, label, await Test.JoinAsync(name, key, AddressOf(label)), isRecorded: false);
        await SettleAsync(client);
        return client;
    }

    /// <summary>Types a line as the operator, and waits for everything that this leads to.</summary>
    public async Task TypeAsync(string line)
    {
        Write($"A types: {RecordedClient.Show(Encoding.UTF8.GetBytes(line))}");
        Test.Terminal.Type(line);

        // This one is answered after the first has been handled.
        var fence = $"fence-{++_fences}";
        Test.Terminal.Type($"/whois {fence}");
        while (await Test.Terminal.NextAsync() is not SystemMessage answer || !answer.Text.Contains(fence, StringComparison.Ordinal))
        {
        }

        await SettleAsync();
    }

    /// <summary>Advances the time; clients that should count as heard from must be <see cref="SettleAsync">settled</see> first.</summary>
    public void Pass(TimeSpan time)
    {
        Write($"({Protocol.Text.Duration.Format(time)} pass.)");
        Test.Pass(time);
    }

    /// <summary>Waits until everybody has received everything sent so far, and records it, client by client.</summary>
    /// <param name="first">The client that sent the line: once its ping is answered, that line has been handled.</param>
    public async Task SettleAsync(RecordedClient? first = null)
    {
        if (first is not null && !_joined.Contains(first))
        {
            _joined.Add(first);
        }

        int online;
        do
        {
            online = _joined.Count(client => !client.IsClosed);
            foreach (var client in _joined.Where(client => !client.IsClosed).OrderBy(client => client != first).ToArray())
            {
                await client.ReadNewsAsync();
            }
        }
        while (_joined.Count(client => !client.IsClosed) != online); // Others are told of an ending, perhaps after they were asked.

        Flush();
    }

    /// <summary>Keeps a client alive while others are silent.</summary>
    public async Task KeepAliveAsync(RecordedClient client)
    {
        await client.ReadNewsAsync();
        Flush();
    }

    /// <summary>Records a step.</summary>
    public void Write(string step) => _recording.Append('\n').Append(step).Append('\n');

    /// <summary>Records a line that a client received.</summary>
    public void WriteReceived(string line) => _recording.Append(line).Append('\n');

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Test.DisposeAsync();

    private void Flush() => _joined.ForEach(client => client.Flush());

    private static IPAddress AddressOf(char label) => IPAddress.Parse($"192.168.1.{10 + label - 'A'}");
}
