using System.Threading.Channels;
using LanTalk.Client.Chatting;
using LanTalk.Client.Delivery;
using LanTalk.Client.Events;
using LanTalk.Client.Reconnecting;
using LanTalk.Client.Rooms;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;

namespace LanTalk.Client.Sessions;

/// <summary>
/// The life of a version 3 session: one connection after the other, each read and written until it breaks, to the end. The user's acts reach it
/// through the outbox and the wanted rooms.
/// </summary>
internal sealed class SessionRun : IAsyncDisposable
{
    // How many events may wait for a busy reader; then the server waits too.
    private const int MaxUnread = 256;

    private readonly WayBack _wayBack;
    private readonly ComingBack _comingBack;
    private readonly TimeSpan? _giveUp;
    private readonly RoomPlaces _places = new();
    private readonly Sender _sender;
    private readonly Settlement _settlement;
    private readonly Patience _patience;
    private readonly Channel<ChatEvent> _events = Channel.CreateBounded<ChatEvent>(new BoundedChannelOptions(MaxUnread) { SingleReader = true });
    private readonly CancellationTokenSource _leaving;
    private readonly CancellationTokenSource _stopping;

    // The current connection; null in between.
    private volatile ChatClient? _client;
    private volatile AuthOk _welcome;
    private volatile string _name;
    private volatile bool _isQuitting;

    public SessionRun(ChatClient first, WayBack wayBack, TimeSpan? giveUp, TimeProvider time, Random random)
    {
        (_wayBack, _giveUp) = (wayBack, giveUp);
        _welcome = first.Welcome ?? throw new ArgumentException("The connection is not logged in.", nameof(first));
        _name = _welcome.UserName;
        var certificate = first.Certificate ?? throw new ArgumentException("The connection is not encrypted.", nameof(first));
        _comingBack = new ComingBack(wayBack, certificate, _places, time, random);
        _settlement = new Settlement(Outbox, happened => TellAsync(happened, Stopping));
        _sender = new Sender(Outbox, Wanted, _places, TellAsync);
        _patience = new Patience(Outbox, Wanted, giveUp, time);
        _leaving = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _stopping = CancellationTokenSource.CreateLinkedTokenSource(_leaving.Token, _patience.Exhausted);
        _sender.Start();
        _client = first;
        Completion = RunAsync(first);
    }

    /// <summary>The user's messages.</summary>
    public Outbox Outbox { get; } = new();

    /// <summary>The rooms that the user wants to be in.</summary>
    public WantedRooms Wanted { get; } = new();

    /// <summary>The events, to the end.</summary>
    public ChannelReader<ChatEvent> Events => _events.Reader;

    /// <summary>The current connection; null in between.</summary>
    public ChatClient? Client => _client;

    /// <summary>The server's welcome at the last login.</summary>
    public AuthOk Welcome => _welcome;

    /// <summary>How it ended; null before that.</summary>
    public ChatEnding? Ending { get; private set; }

    /// <summary>Completes at the end, with any exception.</summary>
    public Task Completion { get; }

    /// <summary>Cancelled when the session should end, by its user or because the server does nothing.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Ends it after a while, if the server has not closed the connection by then.</summary>
    public void LeaveWithin(TimeSpan atMost)
    {
        _isQuitting = true;
        _leaving.CancelAfter(atMost);
    }

    /// <summary>Ends it.</summary>
    public Task LeaveAsync()
    {
        _isQuitting = true;
        return _leaving.CancelAsync();
    }

    /// <summary>Tells the reader an event, as soon as there is room for it.</summary>
    public ValueTask TellAsync(ChatEvent happened, CancellationToken cancellationToken) =>
        _events.Writer.TryWrite(happened) ? default : TellWithPatienceAsync(happened, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await LeaveAsync();
        await ((Task)Completion).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // its reader was told
        _sender.Dispose();
        _stopping.Dispose();
        await _patience.DisposeAsync();
        _leaving.Dispose();
    }

    private async ValueTask TellWithPatienceAsync(ChatEvent happened, CancellationToken cancellationToken)
    {
        using var held = _patience.Hold();
        await _events.Writer.WriteAsync(happened, cancellationToken);
    }

    private async Task RunAsync(ChatClient first)
    {
        var client = first;
        var isConnected = true;
        try
        {
            for (var isReturn = false; ; isReturn = true)
            {
                isConnected = true;
                Ending = await TalkAsync(client, isReturn);
                if (Ending is not null)
                {
                    break;
                }

                isConnected = false;
                await TellAsync(new ConnectionLost(), Stopping);
                (var next, Ending) = await _comingBack.TryAsync(_name, client, Stopping);
                if (next is null)
                {
                    break;
                }

                client = next;
            }
        }
        catch (OperationCanceledException) when (Stopping.IsCancellationRequested)
        {
            Ending = _leaving.IsCancellationRequested ? new ChatEnding(ChatEndingKind.Left)
                : new ChatEnding(ChatEndingKind.Lost, isConnected ? Patience.LastWord(_giveUp!.Value) : null);
        }
        finally
        {
            await EndAsync();
        }
    }

    /// <summary>Reads and sends on one connection until it ends.</summary>
    /// <returns>Null if it broke; otherwise the ending of the session.</returns>
    private async Task<ChatEnding?> TalkAsync(ChatClient client, bool isReturn)
    {
        await using var owned = client;
        _places.Begin();
        _patience.Begin(client.RateWindow);
        _welcome = client.Welcome!;
        _client = client;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(Stopping);
        var caughtUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sending = SendAsync(client, caughtUp, isReturn, ended);
        ChatEnding? ending;
        try
        {
            ending = await ReadAsync(client, new RoomsReader(_places, Wanted, caughtUp, isReturn, TellAsync), ended.Token);
        }
        finally
        {
            _client = null;
            await ended.CancelAsync();
            await sending;
        }

        _patience.Lost();
        if (caughtUp.Task.IsCompletedSuccessfully)
        {
            _comingBack.Reset();
        }

        foreach (var command in Outbox.Break())
        {
            await TellAsync(new NotSent(command, "the connection was lost before the server answered"), Stopping);
        }

        return ending ?? (_isQuitting ? new ChatEnding(ChatEndingKind.Left) : null);
    }

    /// <summary>Reads one connection to its end.</summary>
    /// <returns>The server's last words, if any, or what was wrong with it.</returns>
    private async Task<ChatEnding?> ReadAsync(ChatClient client, RoomsReader rooms, CancellationToken ended)
    {
        ChatEnding? ending = null;
        await foreach (var happened in client.ReadAllAsync(ended))
        {
            ending = LastWord(happened) ?? ending;
            if (!await rooms.TakeAsync(happened, Stopping))
            {
                Follow(happened);
                await _settlement.TakeAsync(happened);
                rooms.CatchUp();
            }
        }

        // It would do the same again: reconnecting would be an endless loop.
        return ending ?? (client.Fault is { } fault ? new ChatEnding(ChatEndingKind.Broken, fault) : null);
    }

    /// <summary>Sends on one connection; an error there ends the reading too.</summary>
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

        ValueTask AnnounceAsync(CancellationToken token)
        {
            _patience.CaughtUp();
            return isReturn ? TellAsync(new ConnectionBack(_welcome, _wayBack.Address), token) : default;
        }
    }

    /// <summary>Reports every remaining message as not sent, and ends the events.</summary>
    private async Task EndAsync()
    {
        var reason = Ending switch
        {
            { Kind: ChatEndingKind.Left } => "you left",
            { Text: { } text } => text,
            _ => "the connection to the server is lost",
        };
        try
        {
            Wanted.Close();
            foreach (var left in Outbox.GiveUp())
            {
                await TellAsync(new NotSent(left, reason), _leaving.Token);
            }
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // Nobody reads any more.
        }
        finally
        {
            _events.Writer.Complete();
        }
    }

    private void Follow(ChatEvent happened)
    {
        switch ((happened as Received)?.Message)
        {
            case RoomMessage:
                _patience.Heard();
                break;
            case SystemMessage { Event: SystemEvents.Nick, User: { } former, Name: { } name } when UserName.Comparer.Equals(former, _name):
                _name = name;
                break;
        }
    }

    private static ChatEnding? LastWord(ChatEvent happened) => (happened as Received)?.Message switch
    {
        SystemMessage { Event: SystemEvents.Kick } kick => new ChatEnding(ChatEndingKind.Kicked, kick.Text),
        SystemMessage { Event: SystemEvents.Closed } closed => new ChatEnding(ChatEndingKind.Closed, closed.Text),
        _ => null,
    };
}
