using System.Runtime.CompilerServices;
using LanTalk.Client.Addresses;
using LanTalk.Client.Connecting;
using LanTalk.Client.Events;
using LanTalk.Client.LoggingIn;
using LanTalk.Client.Sealing;
using LanTalk.Client.Trust;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Text;

namespace LanTalk.Client.Chatting;

/// <summary>
/// One connection to a server: connect, log in, then read events and send messages. It keeps itself alive and within the server's rate limit, and
/// seals private messages. One caller reads and one other sends; sending needs the reading to be under way.
/// </summary>
public sealed class ChatClient(TimeProvider time) : IAsyncDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationTokenSource _broken = new();
    private ServerConnection? _connection;
    private SendPacer? _pacer;
    private PrivateMail? _private;
    private ShareAsks? _shares;
    private Pulse? _pulse;
    private Task _keepAlive = Task.CompletedTask;

    /// <summary>A client on an existing connection.</summary>
    internal ChatClient(TimeProvider time, ServerConnection connection)
        : this(time) => _connection = connection;

    /// <summary>The server's welcome; null before the login.</summary>
    public AuthOk? Welcome { get; private set; }

    /// <summary>Whether the connection is encrypted, so that nobody on the way can read or change messages.</summary>
    public bool IsEncrypted => _connection?.Certificate is not null;

    /// <summary>How long the last ping took; null if not known yet.</summary>
    public TimeSpan? RoundTrip => _pacer?.RoundTrip;

    /// <summary>The server's violation of the protocol that ended the connection; null for none.</summary>
    internal string? Fault => _connection?.Fault;

    /// <summary>How long the server's rate limit may make a message wait; none before the login.</summary>
    internal TimeSpan RateWindow => _pacer?.Window ?? TimeSpan.Zero;

    /// <summary>The certificate's fingerprint; null on a connection without encryption.</summary>
    internal ServerFingerprint? Certificate => _connection?.Certificate;

    /// <summary>The private messages seen so far. A session hands them on to its next connection.</summary>
    internal SeenIds Seen { get; set; } = new();

    /// <summary>How much of the server's rate limit is spent now. Set before the login, it is what former connections have spent.</summary>
    internal Spending Spent
    {
        get => _pacer?.Spent ?? field;
        set;
    } = new(0, 0);

    /// <summary>Connects to the first of a host's addresses that answers.</summary>
    /// <param name="server">The server's address.</param>
    /// <param name="isPlaintext">Whether to speak version 2, which is not encrypted. Version 3 never falls back to it.</param>
    /// <param name="timeout">For the whole attempt.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="ConnectException">It did not succeed in time; the message says why and what to do.</exception>
    public async Task ConnectAsync(ServerAddress server, bool isPlaintext, TimeSpan timeout, CancellationToken cancellationToken) =>
        _connection = await new Dialer(time).ConnectAsync(server, isPlaintext, timeout, cancellationToken);

    /// <summary>Answers the server's request for a login.</summary>
    /// <param name="request">The login, and how to judge the server.</param>
    /// <param name="users">The keys of users met before.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>Null if it succeeded; otherwise the refusal, which is unproven and may be a lie.</returns>
    /// <exception cref="ConnectException">The other end is not a LanTalk server, or it went away.</exception>
    /// <exception cref="UntrustedException">The server has not proven that it knows the password.</exception>
    public async Task<AuthFail?> LogInAsync(LoginRequest request, KnownUsers? users, CancellationToken cancellationToken)
    {
        var result = await (IsEncrypted
            ? new SealedLogin(Connection, request).LogInAsync(cancellationToken)
            : new ClearLogin(Connection, request).LogInAsync(cancellationToken));
        if (result.Welcome is { } welcome)
        {
            Begin(welcome);
            _private = new PrivateMail(IsEncrypted, Seen) { IsLeft = IsEncrypted && request.LeavesPrivate };
            if (Connection.Certificate is { } certificate && request.Key is { } key && users is not null)
            {
                var asks = new KeyAsks(WriteAsync, time);
                _private.Use(new PrivateTalk(key, certificate, users, asks, Seen) { Shares = request.Shares }, asks);
            }
        }

        return result.Refusal;
    }

    /// <summary>The events, until the connection ends or has been silent for too long. Answers to the client's own questions are left out.</summary>
    public async IAsyncEnumerable<ChatEvent> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            while (await ReadAsync(cancellationToken) is { } message)
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
            _private?.Abandon();
            _shares?.Abandon();
        }
    }

    /// <summary>Waits until the server's rate limit allows one more message, and counts it.</summary>
    /// <param name="isQuery">Whether it only asks for something.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="IOException">The connection is gone.</exception>
    internal Task<SendTurn> WaitForTurnAsync(bool isQuery, CancellationToken cancellationToken) => Pacer.WaitForTurnAsync(isQuery, cancellationToken);

    /// <summary>Sends a message in a turn that was waited for.</summary>
    /// <exception cref="IOException">The connection is gone.</exception>
    internal async Task WriteAsync(SendTurn turn, ClientMessage message, CancellationToken cancellationToken)
    {
        turn.Begin(MessageNonce.Of(message));
        await WriteAsync(message, cancellationToken);
        turn.End();
    }

    /// <summary>Sends a message that does not count for the limit, at once.</summary>
    /// <exception cref="IOException">The connection is gone.</exception>
    internal async Task WriteAsync(ClientMessage message, CancellationToken cancellationToken)
    {
        try
        {
            // A server that reads nothing blocks a write until the connection is broken or disposed.
            using var any = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _broken.Token, _closing.Token);
            await Connection.WriteAsync(message, any.Token);
        }
        catch (Exception e) when (e is ObjectDisposedException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new IOException("The connection is closed.", e);
        }
    }

    /// <summary>Sends a message, as soon as the server's rate limit allows.</summary>
    /// <exception cref="IOException">The connection is gone.</exception>
    public async Task SendAsync(ClientMessage message, CancellationToken cancellationToken)
    {
        using var turn = await Pacer.WaitForTurnAsync(message is AskOverview or AskTicket or AskShares, cancellationToken);
        await WriteAsync(turn, message, cancellationToken);
    }

    /// <summary>The words that this user and another compare to know that nobody is between them.</summary>
    /// <param name="user">The other user.</param>
    /// <param name="tell">Called if that user has another key than before.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="IOException">The connection is gone.</exception>
    public Task<Verification> VerifyAsync(string user, Action<ChatEvent> tell, CancellationToken cancellationToken) =>
        Private.VerifyAsync(user, tell, cancellationToken);

    /// <summary>Seals private messages, and opens them.</summary>
    internal PrivateMail Private => _private ?? throw new InvalidOperationException("Log in first.");

    /// <summary>Asks the server about files.</summary>
    internal ShareAsks Shares => _shares ?? throw new InvalidOperationException("Log in first.");

    /// <summary>Waits until the server has handled everything that was sent.</summary>
    /// <exception cref="IOException">The connection is gone.</exception>
    public Task WaitUntilHandledAsync(CancellationToken cancellationToken) => Pacer.WaitUntilHandledAsync(cancellationToken);

    /// <summary>Sends a ping; the inner task completes with its answer, when everything sent before has been handled.</summary>
    /// <exception cref="IOException">The connection is gone.</exception>
    internal Task<Task> PingAsync(CancellationToken cancellationToken) => Pacer.PingAsync(cancellationToken);

    /// <summary>Says goodbye and sends nothing more; the server then closes the connection.</summary>
    /// <exception cref="IOException">The connection is gone.</exception>
    public async Task QuitAsync(CancellationToken cancellationToken)
    {
        await WriteAsync(new Quit(), cancellationToken);
        Connection.EndSending();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        try
        {
            await _keepAlive;
        }
        finally
        {
            if (_connection is not null)
            {
                await _connection.DisposeAsync();
            }

            _closing.Dispose();
            _broken.Dispose();
        }
    }

    private ServerConnection Connection => _connection ?? throw new InvalidOperationException("Connect first.");

    private SendPacer Pacer => _pacer ?? throw new InvalidOperationException("Log in first.");

    /// <summary>The next message; null at the end.</summary>
    private async Task<ServerMessage?> ReadAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _broken.Token);
        _pulse?.Listen();
        try
        {
            return await Connection.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            _pulse?.Heard();
        }
    }

    private IReadOnlyList<ChatEvent> Handle(ServerMessage message)
    {
        if (MessageNonce.Of(message) is { } nonce)
        {
            _pacer?.Handled(nonce);
        }

        switch (message)
        {
            case Pong:
                _pacer?.Answered();
                return [];
            case KeyAnswer answer:
                Private.Answered(answer);
                return [];
            case SealedPrivateMessage received:
                return Private.Receive(received);
            case PrivateMessage received:
                return Private.Receive(received);
            case AuthRequest or AuthChallenge or AuthOk or AuthFail:
                return []; // without a meaning after the login
            default:
                return _shares?.TryTake(message) == true ? [] : [new Received(message)];
        }
    }

    private void Begin(AuthOk welcome)
    {
        Welcome = welcome;
        _shares = new ShareAsks(SendAsync, time);
        if (Duration.TryParse(welcome.IdleTimeout, out var idle))
        {
            var pacer = new SendPacer(SendLimits.Of(welcome), time, token => WriteAsync(new Ping(), token));
            pacer.Inherit(Spent);
            _pacer = pacer;
        }
        else
        {
            // A server that does not announce its limits is an older one. It does not know pings either: a message counts as handled once it is sent,
            // and the time that takes says nothing.
            idle = KeepAlive.IdleOfOlderServer;
            _pacer = new SendPacer(SendLimits.OfOlderServer, time, async token =>
            {
                await WriteAsync(new Ping(), token);
                Pacer.Answered();
            })
            { TrustsWriting = true };
        }

        if (IsEncrypted && idle == TimeSpan.Zero)
        {
            idle = KeepAlive.UsualIdle;
        }

        if (idle > TimeSpan.Zero)
        {
            idle = KeepAlive.Within(idle);
            _pulse = new Pulse(idle, mayBreak: IsEncrypted, time);
            _keepAlive = new KeepAlive(_pulse, Pacer, _broken, time).RunAsync(_closing.Token);
        }
    }
}
