using System.Runtime.CompilerServices;
using System.Threading.Channels;
using LanTalk.Client.Chatting;
using LanTalk.Client.Delivery;
using LanTalk.Client.Events;
using LanTalk.Client.Reconnecting;
using LanTalk.Client.Rooms;
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
    // So much may wait for a reader that is busy; then the server waits, too.
    private const int MaxUnread = 256;

    /// <summary>The server closes at a goodbye. One that does not in this time is not there any more.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private readonly WayBack _wayBack;
    private readonly TimeProvider _time;
    private readonly ComingBack _comingBack;
    private readonly Outbox _outbox = new();
    private readonly RoomPlaces _places = new();
    private readonly WantedRooms _wanted = new();
    private readonly Sender _sender;
    private readonly Channel<ChatEvent> _events = Channel.CreateBounded<ChatEvent>(new BoundedChannelOptions(MaxUnread) { SingleReader = true });
    private readonly CancellationTokenSource _ending;
    private readonly Task _running;

    // The present connection; null between two.
    private volatile ChatClient? _client;
    private volatile AuthOk _welcome;
    private volatile string _name;
    private volatile bool _isQuitting;

    /// <summary>A session that begins on a connection that is logged in, with version 3.</summary>
    /// <param name="client">The connection, which belongs to the session from now on.</param>
    /// <param name="wayBack">How to get another one.</param>
    /// <param name="giveUp">How long to try to come back after a connection was lost; null for as long as it takes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="random">Spreads the tries of many clients.</param>
    public ChatSession(ChatClient client, WayBack wayBack, TimeSpan? giveUp, TimeProvider time, Random random)
    {
        _wayBack = wayBack;
        _time = time;
        _ending = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        Certificate = client.Certificate ?? throw new ArgumentException("The connection is not encrypted.", nameof(client));
        _comingBack = new ComingBack(wayBack, Certificate, _places, giveUp, time, random);
        _welcome = client.Welcome ?? throw new ArgumentException("The connection is not logged in.", nameof(client));
        _name = _welcome.UserName;
        _sender = new Sender(_outbox, _wanted, _places, _events.Writer.WriteAsync);
        _sender.Start();
        _client = client;
        _running = RunAsync(client);
    }

    /// <inheritdoc/>
    public AuthOk Welcome => _welcome;

    /// <summary>What the server has shown: no other one is come back to.</summary>
    public ServerFingerprint Certificate { get; }

    /// <inheritdoc/>
    ServerFingerprint? IChatSession.Certificate => Certificate;

    /// <inheritdoc/>
    public ChatEnding? Ending { get; private set; }

    /// <inheritdoc/>
    public bool HasRooms => true;

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatEvent> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var happened in _events.Reader.ReadAllAsync(cancellationToken))
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

        await _running;
    }

    /// <inheritdoc/>
    public async Task SendAsync(Outgoing outgoing, CancellationToken cancellationToken)
    {
        if (!await _outbox.AddAsync(outgoing, cancellationToken))
        {
            throw new IOException("The session has ended.");
        }
    }

    /// <inheritdoc/>
    public Task<bool> JoinAsync(string room, CancellationToken cancellationToken) =>
        room == RoomName.Lobby ? Task.FromResult(true) : _wanted.Add(room).WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public Task LeaveAsync(string room, CancellationToken cancellationToken)
    {
        _wanted.Remove(room);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<Verification> VerifyAsync(string user, CancellationToken cancellationToken)
    {
        var client = _client ?? throw new IOException("There is no connection to the server now.");
        var changed = new List<ChatEvent>();
        var verification = await client.VerifyAsync(user, changed.Add, cancellationToken);
        foreach (var happened in changed)
        {
            await _events.Writer.WriteAsync(happened, cancellationToken);
        }

        return verification;
    }

    /// <inheritdoc/>
    public TimeSpan? RoundTrip => _client?.RoundTrip;

    /// <inheritdoc/>
    public async Task AskOverviewAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_client is { } client)
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
    public IDisposable WatchSending(Action<int> show) => new SlowSending(_outbox, _time, show);

    /// <inheritdoc/>
    public Task WaitUntilDeliveredAsync(CancellationToken cancellationToken) => _outbox.WaitUntilEmptyAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task QuitAsync(CancellationToken cancellationToken)
    {
        _isQuitting = true;
        try
        {
            if (_client is { } client)
            {
                await client.QuitAsync(cancellationToken);
                _ending.CancelAfter(Farewell);
                return;
            }
        }
        catch (IOException)
        {
            // The connection is gone already: there is nobody to say it to.
        }

        await _ending.CancelAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _isQuitting = true;
        await _ending.CancelAsync();
        await ((Task)_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // its reader was told
        _sender.Dispose();
        _ending.Dispose();
    }

    /// <summary>One connection after the other, to the end.</summary>
    private async Task RunAsync(ChatClient first)
    {
        var client = first;
        try
        {
            for (var isReturn = false; ; isReturn = true)
            {
                Ending = await TalkAsync(client, isReturn);
                if (Ending is not null)
                {
                    break;
                }

                await TellAsync(new ConnectionLost());
                (var next, Ending) = await _comingBack.TryAsync(_name, client, _ending.Token);
                if (next is null)
                {
                    break;
                }

                client = next;
            }
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            Ending = new ChatEnding(ChatEndingKind.Left);
        }
        finally
        {
            await EndAsync();
        }
    }

    /// <summary>Reads and sends on one connection until it ends.</summary>
    /// <returns>Null if it broke; otherwise how the session ends.</returns>
    private async Task<ChatEnding?> TalkAsync(ChatClient client, bool isReturn)
    {
        _places.Begin();
        _welcome = client.Welcome!;
        _client = client;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
        var caughtUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var rooms = new RoomsReader(_places, _wanted, caughtUp, isReturn, _events.Writer.WriteAsync);
        var sending = SendAsync(client, caughtUp, isReturn, ended);
        ChatEnding? ending = null;
        try
        {
            await foreach (var happened in client.ReadAllAsync(ended.Token))
            {
                ending = LastWord(happened) ?? ending;
                if (!await rooms.TakeAsync(happened, _ending.Token))
                {
                    await SettleAsync(happened);
                    rooms.CatchUp();
                }
            }
        }
        finally
        {
            _client = null;
            await ended.CancelAsync();
            await sending;
            await client.DisposeAsync();
        }

        if (caughtUp.Task.IsCompletedSuccessfully)
        {
            _comingBack.Reset();
        }

        foreach (var command in _outbox.Break())
        {
            await TellAsync(new NotSent(command, "the connection was lost before the server answered"));
        }

        return ending ?? (_isQuitting ? new ChatEnding(ChatEndingKind.Left) : null);
    }

    /// <summary>Sends on one connection; a fault in that ends the reading, too.</summary>
    private async Task SendAsync(ChatClient client, TaskCompletionSource caughtUp, bool isReturn, CancellationTokenSource ended)
    {
        try
        {
            await _sender.RunAsync(client, caughtUp, AnnounceAsync, ended.Token);
        }
        catch
        {
            await ended.CancelAsync();
            throw;
        }

        ValueTask AnnounceAsync(CancellationToken token) => isReturn ? _events.Writer.WriteAsync(new ConnectionBack(_welcome, _wayBack.Address), token) : default;
    }

    /// <summary>Says what became of everything that is left, and ends the events.</summary>
    private async Task EndAsync()
    {
        _wanted.Close();
        var reason = Ending switch
        {
            { Kind: ChatEndingKind.Left } => "you left",
            { Text: { } text } => text,
            _ => "the connection to the server is lost",
        };
        foreach (var left in _outbox.GiveUp())
        {
            await TellLastAsync(new NotSent(left, reason));
        }

        _events.Writer.Complete();
    }

    private async Task TellLastAsync(ChatEvent happened)
    {
        try
        {
            if (!_events.Writer.TryWrite(happened))
            {
                await TellAsync(happened);
            }
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            // Nobody reads any more.
        }
    }

    /// <summary>Finds out what became of what the user said, and tells it.</summary>
    private async Task SettleAsync(ChatEvent happened)
    {
        switch ((happened as Received)?.Message)
        {
            case Acknowledgement ack:
                if (_outbox.Settle(ack.Nonce) is { } settled)
                {
                    await TellAsync(settled.IsCommand ? new Answered(settled, ack) : new Delivered(settled, ack));
                }

                break;
            case SystemMessage { Event: SystemEvents.Refused, Nonce: { } nonce } refused when _outbox.Settle(nonce) is { } what:
                // That a command was refused is an answer like any other.
                await TellAsync(what.IsCommand ? happened : new NotSent(what, refused.Text, By: refused));
                break;
            case RoomMessage { Nonce: { } nonce }:
                await TellAsync(happened);
                _outbox.Settle(nonce);
                break;
            case SystemMessage { Event: SystemEvents.Nick, User: { } former, Name: { } name } when UserName.Comparer.Equals(former, _name):
                _name = name;
                await TellAsync(happened);
                break;
            default:
                await TellAsync(happened);
                break;
        }
    }

    private static ChatEnding? LastWord(ChatEvent happened) => (happened as Received)?.Message switch
    {
        SystemMessage { Event: SystemEvents.Kick } kick => new ChatEnding(ChatEndingKind.Kicked, kick.Text),
        SystemMessage { Event: SystemEvents.Closed } closed => new ChatEnding(ChatEndingKind.Closed, closed.Text),
        _ => null,
    };

    private ValueTask TellAsync(ChatEvent happened) => _events.Writer.WriteAsync(happened, _ending.Token);

    private async Task ConfirmAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            if (_client is { } client)
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
