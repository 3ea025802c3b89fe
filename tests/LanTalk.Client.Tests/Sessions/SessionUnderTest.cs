using System.Threading.Channels;
using LanTalk.Client.Addresses;
using LanTalk.Client.Chatting;
using LanTalk.Client.Connecting;
using LanTalk.Client.Events;
using LanTalk.Client.LoggingIn;
using LanTalk.Client.Reconnecting;
using LanTalk.Client.Sessions;
using LanTalk.Client.Tests.Configuration;
using LanTalk.Client.Tests.LoggingIn;
using LanTalk.Client.Trust;
using LanTalk.Protocol.Security;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Client.Tests.Sessions;

/// <summary>Bob's session with a scripted server: its connections, its events, and a clock that stands still unless told otherwise.</summary>
internal sealed class SessionUnderTest : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly ServerAddress Home = new("alice.test", 5050);

    private readonly UserKey _key = UserKey.Create();
    private readonly Channel<ScriptedConversation> _conversations = Channel.CreateUnbounded<ScriptedConversation>();
    private readonly Channel<ChatEvent> _events = Channel.CreateUnbounded<ChatEvent>();
    private Task _reading = Task.CompletedTask;
    private volatile int _tries;

    private SessionUnderTest(string? password) => Server = new ScriptedServer(password) { Converse = ConverseAsync };

    /// <summary>The server; it cannot be reached while <see cref="IsDown"/>.</summary>
    public ScriptedServer Server { get; }

    /// <summary>An impostor that answers at the server's address instead.</summary>
    public ScriptedServer? Poser { get; set; }

    public FakeTimeProvider Time { get; } = new();

    /// <summary>The file of known users.</summary>
    public FakeConfigFile KnownUsers { get; } = new();

    public ChatSession Session { get; private set; } = null!;

    public bool IsDown { get; set; }

    /// <summary>Whether later connections answer pings.</summary>
    public bool AnswersPings { get; set; } = true;

    /// <summary>The address where the server's certificate is announced.</summary>
    public ServerAddress? Announced { get; set; }

    /// <summary>The addresses that the client tried to connect to, except for the first time.</summary>
    public List<ServerAddress> Addresses { get; } = [];

    public static async Task<SessionUnderTest> StartAsync(TimeSpan? giveUp = null, string? password = null, bool leavesPrivate = false)
    {
        var test = new SessionUnderTest(password);

        // The clock is advanced in large steps, which must not make a login time out.
        var login = new LoginRequest("Bob", password, TimeSpan.FromDays(10)) { Key = test._key, LeavesPrivate = leavesPrivate, Admit = _ => { } };
        var users = new KnownUsers(test.KnownUsers, test.Time);
        var (client, _) = await test.Server.ConnectAsync(test.Time);
        (await client.LogInAsync(login, users, CancellationToken.None)).Should().BeNull();
        var wayBack = new WayBack(test.ConnectAsync, (_, _) => Task.FromResult(test.Announced), Home, login, users);
        test.Session = new ChatSession(client, wayBack, giveUp, test.Time, new Random(1));
        test._reading = test.ReadAsync();
        return test;
    }

    /// <summary>The next connection of the client.</summary>
    public async Task<ScriptedConversation> ConnectionAsync() =>
        await _conversations.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    /// <summary>The next event of a kind; earlier ones are skipped.</summary>
    public async Task<T> EventAsync<T>()
        where T : ChatEvent
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        while (true)
        {
            if (await _events.Reader.ReadAsync(patience.Token) is T happened)
            {
                return happened;
            }
        }
    }

    /// <summary>All events until the session ends, without those that were skipped.</summary>
    public async Task<List<ChatEvent>> RestAsync()
    {
        await _reading.WaitAsync(Patience);
        return await _events.Reader.ReadAllAsync().ToListAsync();
    }

    /// <summary>The events before a text of the server is told, without that one.</summary>
    public async Task<List<ChatEvent>> EventsUntilAsync(ScriptedConversation server, string mark)
    {
        await server.SendAsync(new { type = "system", ts = "14:22", text = mark });
        var events = new List<ChatEvent>();
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        while (true)
        {
            var happened = await _events.Reader.ReadAsync(patience.Token);
            if (happened is Received { Message: Protocol.Messages.SystemMessage { Text: var text } } && text == mark)
            {
                return events;
            }

            events.Add(happened);
        }
    }

    /// <summary>Advances the clock until the client tries to reconnect once more.</summary>
    public async Task UntilTriedAsync(int times = 1)
    {
        var aim = _tries + times;
        await PassUntilAsync(() => _tries >= aim, TimeSpan.FromMilliseconds(100));
    }

    /// <summary>Advances the clock in steps until a condition holds.</summary>
    public async Task PassUntilAsync(Func<bool> isSo, TimeSpan step)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        while (!isSo())
        {
            patience.Token.ThrowIfCancellationRequested();
            Time.Advance(step);
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Server.Dispose();
        Poser?.Dispose();
        _key.Dispose();
    }

    private async Task ConverseAsync(ScriptedConversation conversation)
    {
        conversation.AnswersPings = AnswersPings;
        await _conversations.Writer.WriteAsync(conversation);
        await conversation.ServeAsync();
    }

    private async Task<ChatClient> ConnectAsync(ServerAddress address, CancellationToken cancellationToken)
    {
        Addresses.Add(address);
        _tries++;
        var server = address == Home && Poser is not null ? Poser : Server;
        var isThere = !IsDown && (address == Home || address == Announced);
        return isThere || server == Poser ? (await server.ConnectAsync(Time)).Client : throw new ConnectException("Nobody is there.");
    }

    private async Task ReadAsync()
    {
        try
        {
            await foreach (var happened in Session.ReadAllAsync(CancellationToken.None))
            {
                _events.Writer.TryWrite(happened);
            }
        }
        finally
        {
            _events.Writer.Complete();
        }
    }
}
