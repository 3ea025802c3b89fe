using System.Runtime.CompilerServices;
using System.Threading.Channels;
using LanTalk.Client.Addresses;
using LanTalk.Client.Chatting;
using LanTalk.Client.Delivery;
using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Text;

namespace LanTalk.Client.Sessions;

/// <summary>
/// One user's part in a chat of version 2, on one connection. Nothing acknowledges its messages, so each is reported as said when it is sent; and
/// when the connection breaks, the session ends.
/// </summary>
/// <param name="client">The connection, logged in; the session owns it from now on.</param>
/// <param name="giveUp">How long to wait for a server that accepts nothing from the user; null for no limit.</param>
/// <param name="time">The clock.</param>
public sealed class PlaintextSession(ChatClient client, TimeSpan? giveUp, TimeProvider time) : IChatSession
{
    private const string NoFiles = "Files need an encrypted connection.";

    private readonly CancellationTokenSource _stopping = new(Timeout.InfiniteTimeSpan, time);
    private Task _receiving = Task.CompletedTask;
    private volatile string? _lastWord;
    private readonly Channel<ChatEvent> _events = Channel.CreateBounded<ChatEvent>(new BoundedChannelOptions(256) { SingleReader = true });
    private volatile bool _isQuitting;

    /// <inheritdoc/>
    public AuthOk Welcome => client.Welcome!;

    /// <inheritdoc/>
    public ServerFingerprint? Certificate => null;

    /// <inheritdoc/>
    public ServerAddress? Address => null;

    /// <inheritdoc/>
    public ChatEnding? Ending { get; private set; }

    /// <inheritdoc/>
    public bool HasRooms => false;

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatEvent> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _receiving = ReceiveAsync(cancellationToken);
        await foreach (var happened in _events.Reader.ReadAllAsync(cancellationToken))
        {
            yield return happened;
        }

        await _receiving;
    }

    /// <inheritdoc/>
    public async Task SendAsync(Outgoing outgoing, CancellationToken cancellationToken)
    {
        var text = SafeText.CleanOnOneLine(outgoing.Text); // a text of version 2 has one line
        ClientMessage message = outgoing.To is { } to ? new Whisper(to, text) : new Say(text);
        await WithPatienceAsync(token => client.SendAsync(message, token), cancellationToken);
        try
        {
            await _events.Writer.WriteAsync(new Said(outgoing), cancellationToken);
        }
        catch (ChannelClosedException e)
        {
            throw new IOException("The connection is closed.", e);
        }
    }

    /// <inheritdoc/>
    public Task<bool> JoinAsync(string room, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<bool> JoinExistingAsync(string room, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task LeaveAsync(string room, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<Verification> VerifyAsync(string user, CancellationToken cancellationToken) =>
        client.VerifyAsync(user, _ => { }, cancellationToken);

    /// <inheritdoc/>
    public Task<string> AskTicketAsync(long? share, CancellationToken cancellationToken) => throw new RefusedException(NoFiles);

    /// <inheritdoc/>
    public Task<ShareList> AskSharesAsync(string? room, CancellationToken cancellationToken) => throw new RefusedException(NoFiles);

    /// <inheritdoc/>
    public Task<RecipientKey> FindKeyAsync(string user, CancellationToken cancellationToken) =>
        Task.FromResult(new RecipientKey(user, PrivateDelivery.NotSealed, null));

    /// <inheritdoc/>
    public TimeSpan? RoundTrip => client.RoundTrip;

    /// <inheritdoc/>
    public Task AskOverviewAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public IDisposable WatchSending(Action<int> show) => new CancellationTokenRegistration(); // nothing is ever being sent

    /// <inheritdoc/>
    public Task WaitUntilDeliveredAsync(CancellationToken cancellationToken) => WithPatienceAsync(client.WaitUntilHandledAsync, cancellationToken);

    /// <inheritdoc/>
    public IReadOnlyList<Outgoing> CancelUnsent() => []; // the caller waits for each send, and may cancel that

    /// <inheritdoc/>
    public Task LeaveNowAsync()
    {
        _isQuitting = true;
        return _stopping.CancelAsync();
    }

    /// <inheritdoc/>
    public async Task QuitAsync(CancellationToken cancellationToken)
    {
        _isQuitting = true;
        _stopping.CancelAfter(ChatSession.Farewell);
        await StoppableAsync(client.QuitAsync, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _receiving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // its reader was told
        await client.DisposeAsync();
        _stopping.Dispose();
    }

    /// <summary>Does something that waits for the server, unless it waits for too long. That ends the session.</summary>
    /// <exception cref="IOException">The session has ended.</exception>
    private async Task WithPatienceAsync(Func<CancellationToken, Task> wait, CancellationToken cancellationToken)
    {
        if (giveUp is not { } atMost)
        {
            await StoppableAsync(wait, cancellationToken);
            return;
        }

        using var limit = new CancellationTokenSource(atMost + Patience.PauseOf(client.RateWindow), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await StoppableAsync(wait, either.Token);
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            _lastWord = Patience.LastWord(atMost);
            await _stopping.CancelAsync();
            throw new IOException(_lastWord, e);
        }
    }

    /// <exception cref="IOException">The session has ended.</exception>
    private async Task StoppableAsync(Func<CancellationToken, Task> wait, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        try
        {
            await wait(either.Token);
        }
        catch (OperationCanceledException e) when (_stopping.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new IOException("The connection is closed.", e);
        }
    }

    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        ChatEnding? ending = null;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        try
        {
            await foreach (var happened in client.ReadAllAsync(either.Token))
            {
                ending = LastWord(happened) ?? ending;
                await _events.Writer.WriteAsync(happened, either.Token);
            }

            ending ??= client.Fault is { } fault ? new ChatEnding(ChatEndingKind.Broken, fault) : null;
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // The server accepts nothing, or does not close the connection after the goodbye.
        }
        finally
        {
            Ending = ending ?? (_isQuitting ? new ChatEnding(ChatEndingKind.Left) : new ChatEnding(ChatEndingKind.Lost, _lastWord));
            _events.Writer.Complete();
        }
    }

    private static ChatEnding? LastWord(ChatEvent happened) => (happened as Received)?.Message switch
    {
        SystemMessage { Event: SystemEvents.Kick } kick => new ChatEnding(ChatEndingKind.Kicked, kick.Text),
        SystemMessage { Event: SystemEvents.Closed or SystemEvents.Shutdown } closed => new ChatEnding(ChatEndingKind.Closed, closed.Text),
        _ => null,
    };
}
