using System.Runtime.CompilerServices;
using LanTalk.Client.Addresses;
using LanTalk.Client.Chatting;
using LanTalk.Client.Delivery;
using LanTalk.Client.Events;
using LanTalk.Client.Reconnecting;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Security;

namespace LanTalk.Client.Sessions;

/// <summary>
/// One user's part in a chat of version 3, over as many connections as it takes. Messages are kept until the server certainly has them; a broken
/// connection is replaced, and no message is missed, shown twice, or sent twice. It ends with the user's goodbye, with the server's last word, or
/// when the server does not come back.
/// </summary>
public sealed class ChatSession : IChatSession
{
    /// <summary>The server closes the connection at a goodbye. One that does not do so in this time is not there any more.</summary>
    internal static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _time;
    private readonly SessionRun _run;
    private readonly WayBack _wayBack;

    /// <summary>A session that begins on a connection that is logged in with version 3.</summary>
    /// <param name="client">The connection, which the session owns from now on.</param>
    /// <param name="wayBack">Makes further connections.</param>
    /// <param name="giveUp">
    /// How long to wait for a server that is away, or that is there but accepts nothing from the user; null for no limit.
    /// </param>
    /// <param name="time">The clock.</param>
    /// <param name="random">Spreads the reconnection attempts of many clients.</param>
    public ChatSession(ChatClient client, WayBack wayBack, TimeSpan? giveUp, TimeProvider time, Random random)
    {
        (_time, _wayBack) = (time, wayBack);
        _run = new SessionRun(client, wayBack, giveUp, time, random);
        Certificate = client.Certificate!;
    }

    /// <inheritdoc/>
    public AuthOk Welcome => _run.Welcome;

    /// <summary>The server's certificate, the only one that is accepted when reconnecting.</summary>
    public ServerFingerprint Certificate { get; }

    /// <inheritdoc/>
    ServerFingerprint? IChatSession.Certificate => Certificate;

    /// <inheritdoc/>
    public ServerAddress? Address => _wayBack.Address;

    /// <inheritdoc/>
    public ChatEnding? Ending => _run.Ending;

    /// <inheritdoc/>
    public bool HasRooms => true;

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatEvent> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var happened in _run.Events.ReadAllAsync(cancellationToken))
        {
            if (happened is Confirm(var id))
            {
                // Only now: the earlier events are in the reader's hands. If the process had ended there, the message would come again.
                await ConfirmAsync(id, cancellationToken);
            }
            else
            {
                yield return happened;
            }
        }

        await _run.Completion;
    }

    /// <inheritdoc/>
    public async Task SendAsync(Outgoing outgoing, CancellationToken cancellationToken)
    {
        if (!await _run.Outbox.AddAsync(outgoing, cancellationToken))
        {
            throw new IOException("The session has ended.");
        }
    }

    /// <inheritdoc/>
    public Task<bool> JoinAsync(string room, CancellationToken cancellationToken) =>
        room == RoomName.Lobby ? Task.FromResult(true) : _run.Wanted.Add(room).WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<bool> JoinExistingAsync(string room, CancellationToken cancellationToken) =>
        room == RoomName.Lobby ? Task.FromResult(true) : _run.Wanted.Add(room, mayCreate: false).WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public Task LeaveAsync(string room, CancellationToken cancellationToken)
    {
        _run.Wanted.Remove(room);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<Verification> VerifyAsync(string user, CancellationToken cancellationToken)
    {
        var client = Connected;
        var changed = new List<ChatEvent>();
        var verification = await client.VerifyAsync(user, changed.Add, cancellationToken);
        foreach (var happened in changed)
        {
            await _run.TellAsync(happened, cancellationToken);
        }

        return verification;
    }

    /// <inheritdoc/>
    public async Task<RecipientKey> FindKeyAsync(string user, CancellationToken cancellationToken)
    {
        var client = Connected;
        var changed = new List<ChatEvent>();
        var found = await client.Private.FindKeyAsync(user, changed.Add, cancellationToken);
        foreach (var happened in changed)
        {
            await _run.TellAsync(happened, cancellationToken);
        }

        return found;
    }

    /// <inheritdoc/>
    public async Task<string> AskTicketAsync(long? share, CancellationToken cancellationToken) =>
        (await Connected.Shares.AskTicketAsync(share, cancellationToken)).Value;

    /// <inheritdoc/>
    public Task<ShareList> AskSharesAsync(string? room, CancellationToken cancellationToken) =>
        Connected.Shares.AskSharesAsync(room == RoomName.Lobby ? null : room, cancellationToken);

    /// <inheritdoc/>
    public TimeSpan? RoundTrip => _run.Client?.RoundTrip;

    /// <inheritdoc/>
    public async Task AskOverviewAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_run.Client is { } client)
            {
                await client.SendAsync(new AskOverview(), cancellationToken);
            }
        }
        catch (IOException)
        {
            // The connection is lost. The caller asks again when it is back.
        }
    }

    /// <inheritdoc/>
    public IDisposable WatchSending(Action<int> show) => new SlowSending(_run.Outbox, _time, show);

    /// <inheritdoc/>
    public Task WaitUntilDeliveredAsync(CancellationToken cancellationToken) => _run.Outbox.WaitUntilEmptyAsync(cancellationToken);

    /// <inheritdoc/>
    public IReadOnlyList<Outgoing> CancelUnsent() => _run.Outbox.Cancel();

    /// <inheritdoc/>
    public Task LeaveNowAsync() => _run.LeaveAsync();

    /// <inheritdoc/>
    public async Task QuitAsync(CancellationToken cancellationToken)
    {
        _run.LeaveWithin(Farewell);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _run.Stopping);
        try
        {
            if (_run.Client is { } client)
            {
                await client.QuitAsync(either.Token);
                return;
            }
        }
        catch (IOException)
        {
            // The connection is already gone: there is nobody to say goodbye to.
        }
        catch (OperationCanceledException) when (_run.Stopping.IsCancellationRequested)
        {
            // The server accepts nothing any more, not even a goodbye.
        }

        await _run.LeaveAsync();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _run.DisposeAsync();

    private ChatClient Connected => _run.Client ?? throw new IOException("There is no connection to the server now.");

    private async Task ConfirmAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            if (_run.Client is { } client)
            {
                await client.WriteAsync(new Got(id), cancellationToken);
            }
        }
        catch (IOException)
        {
            // Without a confirmation, it comes again on the next connection, and is then recognised by its id.
        }
    }
}
