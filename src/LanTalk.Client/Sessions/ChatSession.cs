using System.Runtime.CompilerServices;
using LanTalk.Client.Chatting;
using LanTalk.Client.Delivery;
using LanTalk.Client.Events;
using LanTalk.Client.Reconnecting;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Security;

namespace LanTalk.Client.Sessions;

/// <summary>
/// One user's part in a chat of version 3, over as many connections as it takes. What is said is kept until the server has it for certain;
/// a connection that breaks is replaced, and nothing that was said meanwhile is missed, shown twice, or said twice. It ends with the user's
/// goodbye, with the server's last word, or when the server does not come back.
/// </summary>
public sealed class ChatSession : IChatSession
{
    /// <summary>The server closes at a goodbye. One that does not in this time is not there any more.</summary>
    internal static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _time;
    private readonly SessionRun _run;

    /// <summary>A session that begins on a connection that is logged in, with version 3.</summary>
    /// <param name="client">The connection, which belongs to the session from now on.</param>
    /// <param name="wayBack">How to get another one.</param>
    /// <param name="giveUp">
    /// How long to bear it that the server is away, or takes nothing of what the user says, although it is there; null for as long as it takes.
    /// </param>
    /// <param name="time">The clock.</param>
    /// <param name="random">Spreads the tries of many clients.</param>
    public ChatSession(ChatClient client, WayBack wayBack, TimeSpan? giveUp, TimeProvider time, Random random)
    {
        _time = time;
        _run = new SessionRun(client, wayBack, giveUp, time, random);
        Certificate = client.Certificate!;
    }

    /// <inheritdoc/>
    public AuthOk Welcome => _run.Welcome;

    /// <summary>What the server has shown: no other one is come back to.</summary>
    public ServerFingerprint Certificate { get; }

    /// <inheritdoc/>
    ServerFingerprint? IChatSession.Certificate => Certificate;

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
                // Only now: what was told before it is in the reader's hands. If the process had ended there, it would come again.
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
        var client = _run.Client ?? throw new IOException("There is no connection to the server now.");
        var changed = new List<ChatEvent>();
        var verification = await client.VerifyAsync(user, changed.Add, cancellationToken);
        foreach (var happened in changed)
        {
            await _run.TellAsync(happened, cancellationToken);
        }

        return verification;
    }

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
            // The connection is lost. Whoever asked asks again when it is back.
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
            // The connection is gone already: there is nobody to say it to.
        }
        catch (OperationCanceledException) when (_run.Stopping.IsCancellationRequested)
        {
            // The server takes nothing any more, not even a goodbye.
        }

        await _run.LeaveAsync();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _run.DisposeAsync();

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
            // Not confirmed, it comes again with the next connection, and is known by its id then.
        }
    }
}
