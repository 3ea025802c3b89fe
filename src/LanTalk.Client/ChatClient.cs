using System.Runtime.CompilerServices;
using LanTalk.Client.Connecting;
using LanTalk.Client.LoggingIn;
using LanTalk.Client.Sealing;
using LanTalk.Client.Trust;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;

namespace LanTalk.Client;

/// <summary>
/// One connection to a server: connect, log in, then read what comes and send what is to be said. It keeps itself alive and within the
/// server's rate limit, and seals what is private. Reading belongs to one caller, sending to one other, who needs the first one at work.
/// </summary>
public sealed class ChatClient(TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan OlderServerIdleTimeout = TimeSpan.FromMinutes(5);

    /// <summary>Half of what an older server allows: without its answers, nobody knows when it begins to count.</summary>
    private static readonly RateLimit OlderServerRateLimit = new(5, TimeSpan.FromSeconds(5));

    // Within what a timer can do, whatever a server says.
    private static readonly TimeSpan LeastKeepAlive = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MostKeepAlive = TimeSpan.FromHours(1);
    private static readonly TimeSpan MostWindow = TimeSpan.FromDays(1);

    private readonly CancellationTokenSource _closing = new();
    private ServerConnection? _connection;
    private SendPacer? _pacer;
    private KeyAsks? _asks;
    private PrivateTalk? _private;
    private Task _keepAlive = Task.CompletedTask;

    /// <summary>A client on a connection that is there already.</summary>
    internal ChatClient(TimeProvider time, ServerConnection connection)
        : this(time) => _connection = connection;

    /// <summary>What the server said of itself and of the user; null before the login.</summary>
    public AuthOk? Welcome { get; private set; }

    /// <summary>Whether nobody on the way can read or change what is said.</summary>
    public bool IsEncrypted => _connection?.Certificate is not null;

    /// <summary>Connects to the first of a host's addresses that answers.</summary>
    /// <param name="server">Where to.</param>
    /// <param name="isPlaintext">Whether to speak version 2, which is not encrypted. Version 3 never falls back to it.</param>
    /// <param name="timeout">For all of it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ConnectException">It did not come about in time; the message says why and what to do.</exception>
    public async Task ConnectAsync(ServerAddress server, bool isPlaintext, TimeSpan timeout, CancellationToken cancellationToken) =>
        _connection = await new Dialer(time).ConnectAsync(server, isPlaintext, timeout, cancellationToken);

    /// <summary>Answers the server's request for a login.</summary>
    /// <param name="request">Who logs in, and how the server is judged.</param>
    /// <param name="users">The keys of users that were met before.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null for a success; otherwise why the server refused. Nobody has proven that: it may be a lie.</returns>
    /// <exception cref="ConnectException">The other end is no LanTalk server, or it went away.</exception>
    /// <exception cref="UntrustedException">The server has not proven that it knows the password.</exception>
    public async Task<AuthFail?> LogInAsync(LoginRequest request, KnownUsers? users, CancellationToken cancellationToken)
    {
        var result = await (IsEncrypted
            ? new SealedLogin(Connection, request).LogInAsync(cancellationToken)
            : new ClearLogin(Connection, request).LogInAsync(cancellationToken));
        if (result.Welcome is { } welcome)
        {
            Begin(welcome);
            if (Connection.Certificate is { } certificate && request.Key is { } key && users is not null)
            {
                _asks = new KeyAsks(Connection.WriteAsync, time);
                _private = new PrivateTalk(key, certificate, users, _asks);
            }
        }

        return result.Refusal;
    }

    /// <summary>What happens, until the connection ends. Answers to the client's own questions are left out.</summary>
    public async IAsyncEnumerable<ChatEvent> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            while (await Connection.ReadAsync(cancellationToken) is { } message)
            {
                foreach (var happened in Handle(message))
                {
                    yield return happened;
                }
            }
        }
        finally
        {
            _pacer?.Abandon();
            _asks?.Abandon();
        }
    }

    /// <summary>Sends a message, as soon as the server's rate limit allows.</summary>
    /// <exception cref="IOException">The connection is gone.</exception>
    public async Task SendAsync(ClientMessage message, CancellationToken cancellationToken)
    {
        await Pacer.WaitForTurnAsync(cancellationToken);
        await Connection.WriteAsync(message, cancellationToken);
    }

    /// <summary>Sends a text to one user, sealed if that user has a key.</summary>
    /// <param name="to">The user.</param>
    /// <param name="text">What to say.</param>
    /// <param name="tell">Told before anything is sent to another key than before.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it was sent, and how.</returns>
    /// <exception cref="IOException">The connection is gone.</exception>
    public async Task<PrivateDelivery> SendPrivateAsync(string to, string text, Action<ChatEvent> tell, CancellationToken cancellationToken)
    {
        var (delivery, message) = _private is null
            ? (PrivateDelivery.NotSealed, null)
            : await _private.SealAsync(to, text, tell, cancellationToken);
        if (message is not null)
        {
            await SendAsync(message, cancellationToken);
        }
        else if (delivery == PrivateDelivery.NotSealed)
        {
            await SendAsync(new Whisper(to, text), cancellationToken);
        }

        return delivery;
    }

    /// <summary>What this user and another compare to know that nobody is between them.</summary>
    /// <param name="user">The other one.</param>
    /// <param name="tell">Told if the user has another key than before.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The connection is gone.</exception>
    public async Task<Verification> VerifyAsync(string user, Action<ChatEvent> tell, CancellationToken cancellationToken) => _private is null
        ? new Verification(user, PrivateDelivery.NotSealed, null, null, null)
        : await _private.VerifyAsync(user, tell, cancellationToken);

    /// <summary>Waits until the server has handled everything that was sent.</summary>
    /// <exception cref="IOException">The connection is gone.</exception>
    public Task WaitUntilHandledAsync(CancellationToken cancellationToken) => Pacer.WaitUntilHandledAsync(cancellationToken);

    /// <summary>Says goodbye and sends no more; the server then closes the connection.</summary>
    /// <exception cref="IOException">The connection is gone.</exception>
    public async Task QuitAsync(CancellationToken cancellationToken)
    {
        await Connection.WriteAsync(new Quit(), cancellationToken);
        Connection.EndSending();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _keepAlive;
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }

        _closing.Dispose();
    }

    private ServerConnection Connection => _connection ?? throw new InvalidOperationException("Connect first.");

    private SendPacer Pacer => _pacer ?? throw new InvalidOperationException("Log in first.");

    private IReadOnlyList<ChatEvent> Handle(ServerMessage message)
    {
        switch (message)
        {
            case Pong:
                _pacer?.Handled();
                return [];
            case KeyAnswer answer:
                _asks?.Answered(answer);
                return [];
            case SealedPrivateMessage received:
                return _private?.Open(received) ?? [new NotOpened(received.Timestamp, received.FromUser)];
            case AuthRequest or AuthChallenge or AuthOk or AuthFail:
                return []; // of no meaning after the login
            default:
                return [new Received(message)];
        }
    }

    private void Begin(AuthOk welcome)
    {
        Welcome = welcome;
        if (Duration.TryParse(welcome.IdleTimeout, out var idle))
        {
            var limit = RateLimit.TryParse(welcome.RateLimit, out var told) ? told with { Per = told.Per < MostWindow ? told.Per : MostWindow } : null;
            _pacer = new SendPacer(limit, time, token => Connection.WriteAsync(new Ping(), token));
        }
        else
        {
            // A server that does not tell its limits is an older one. It knows no ping either: what is sent counts as handled.
            idle = OlderServerIdleTimeout;
            _pacer = new SendPacer(OlderServerRateLimit, time, SendUnansweredPingAsync);
        }

        var interval = TimeSpan.FromTicks(Math.Clamp((idle / 3).Ticks, LeastKeepAlive.Ticks, MostKeepAlive.Ticks));
        _keepAlive = idle > TimeSpan.Zero ? KeepAliveAsync(interval) : Task.CompletedTask;
    }

    private async Task KeepAliveAsync(TimeSpan interval)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_closing.Token))
            {
                await Pacer.PingAsync(provesMessages: false, _closing.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The client closes, or the connection is gone, which its reader sees too.
        }
    }

    private async Task SendUnansweredPingAsync(CancellationToken cancellationToken)
    {
        await Connection.WriteAsync(new Ping(), cancellationToken);
        Pacer.Handled();
    }
}
