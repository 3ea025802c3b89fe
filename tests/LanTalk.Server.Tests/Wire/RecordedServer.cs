using System.Net;
using System.Text;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Security;
using LanTalk.Server.Configuration;

namespace LanTalk.Server.Tests.Wire;

/// <summary>
/// A server and a conversation with it, which is written down: what each client sends, and every line that a client of version 2
/// receives. A step is over when everybody has received what it led to; so the order of the lines is always the same.
/// </summary>
internal sealed class RecordedServer : IAsyncDisposable
{
    private readonly StringBuilder _recording;
    private readonly List<RecordedClient> _joined = [];
    private int _fences;

    private RecordedServer(StringBuilder recording, TestServer server) => (_recording, Test) = (recording, server);

    /// <summary>The server itself.</summary>
    public TestServer Test { get; }

    /// <summary>Starts a server, with the defaults of the tool or changed ones.</summary>
    /// <param name="recording">Where the conversation is written down.</param>
    /// <param name="title">What is special about it.</param>
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

    /// <summary>A client of version 2 that has logged in by a name alone.</summary>
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

    /// <summary>The operator types a line; waits for all that this leads to.</summary>
    public async Task TypeAsync(string line)
    {
        Write($"A types: {RecordedClient.Show(Encoding.UTF8.GetBytes(line))}");
        Test.Terminal.Type(line);

        // The answer to this one comes when the first is dealt with.
        var fence = $"fence-{++_fences}";
        Test.Terminal.Type($"/whois {fence}");
        while (await Test.Terminal.NextAsync() is not SystemMessage answer || !answer.Text.Contains(fence, StringComparison.Ordinal))
        {
        }

        await SettleAsync();
    }

    /// <summary>Lets time pass; who should be heard of must be <see cref="SettleAsync">settled</see> in time.</summary>
    public void Pass(TimeSpan time)
    {
        Write($"({Protocol.Text.Duration.Format(time)} pass.)");
        Test.Pass(time);
    }

    /// <summary>Waits until everybody has received all that was sent up to now, and writes it down, client by client.</summary>
    /// <param name="first">Whose line it was: when its ping is answered, that line has been dealt with.</param>
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

    /// <summary>A client that keeps itself alive while others do not.</summary>
    public async Task KeepAliveAsync(RecordedClient client)
    {
        await client.ReadNewsAsync();
        Flush();
    }

    /// <summary>Writes a step down.</summary>
    public void Write(string step) => _recording.Append('\n').Append(step).Append('\n');

    /// <summary>Writes down what a client received.</summary>
    public void WriteReceived(string line) => _recording.Append(line).Append('\n');

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Test.DisposeAsync();

    private void Flush() => _joined.ForEach(client => client.Flush());

    private static IPAddress AddressOf(char label) => IPAddress.Parse($"192.168.1.{10 + label - 'A'}");
}
