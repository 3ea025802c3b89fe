using System.Runtime.CompilerServices;
using System.Threading.Channels;
using LanTalk.Client.Addresses;
using LanTalk.Client.Events;
using LanTalk.Client.Sessions;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Security;

namespace LanTalk.Cli.Tests;

/// <summary>A session without a server: each message gets the answer that the test wants.</summary>
internal sealed class FakeSession : IChatSession
{
    private readonly Channel<ChatEvent> _events = Channel.CreateUnbounded<ChatEvent>();
    private readonly TaskCompletionSource _heldUp = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public AuthOk Welcome { get; init; } = new("14:22", "Bob", "Alice", MaxText: 4096);

    public ChatEnding? Ending { get; private set; }

    public bool HasRooms { get; set; } = true;

    public ServerFingerprint? Certificate { get; set; }

    public ServerAddress? Address { get; set; }

    /// <summary>The shares of the room that is asked about.</summary>
    public IReadOnlyList<SharePresence> Shares { get; set; } = [];

    public TimeSpan? RoundTrip { get; set; }

    /// <summary>The rooms that were joined and left, in order.</summary>
    public List<string> Visits { get; } = [];

    /// <summary>The messages, in order.</summary>
    public List<Outgoing> Said { get; } = [];

    /// <summary>The server's answer; null for none.</summary>
    public Func<Outgoing, ChatEvent?> Answer { get; init; } = Accept;

    /// <summary>Completes when a message waits to be accepted.</summary>
    public Task HeldUp => _heldUp.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);

    /// <summary>Whether no more messages are accepted.</summary>
    public bool IsFull { get; set; }

    /// <summary>The room that the server refuses.</summary>
    public string ClosedRoom { get; set; } = "";

    /// <summary>Accepts everything.</summary>
    public static ChatEvent Accept(Outgoing what)
    {
        var ack = new Acknowledgement("14:22", what.Nonce);
        return what switch
        {
            { To: not null } => new Delivered(what, ack),
            { IsCommand: true } => new Answered(what, ack),
            _ => new Received(new RoomMessage("14:22", "Bob", what.PostedText) { Id = 7, Room = what.Room, Nonce = what.Nonce }),
        };
    }

    public static ChatEvent Refuse(Outgoing what) => new NotSent(what, "too fast");

    public void Happen(ChatEvent happened) => _events.Writer.TryWrite(happened);

    public void End(ChatEnding ending)
    {
        Ending = ending;
        _events.Writer.TryComplete();
    }

    public async IAsyncEnumerable<ChatEvent> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var happened in _events.Reader.ReadAllAsync(cancellationToken))
        {
            yield return happened;
        }
    }

    public Task SendAsync(Outgoing outgoing, CancellationToken cancellationToken)
    {
        if (Ending is not null)
        {
            throw new IOException("The session has ended.");
        }

        if (IsFull)
        {
            _heldUp.TrySetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }

        Said.Add(outgoing);
        if (Answer(outgoing) is { } answer)
        {
            Happen(answer);
        }

        return Task.CompletedTask;
    }

    public Task<bool> JoinAsync(string room, CancellationToken cancellationToken)
    {
        Visits.Add($"+{room}");
        return Task.FromResult(room != ClosedRoom);
    }

    public Task<bool> JoinExistingAsync(string room, CancellationToken cancellationToken)
    {
        Visits.Add($"={room}");
        return Task.FromResult(room != ClosedRoom);
    }

    public Task LeaveAsync(string room, CancellationToken cancellationToken)
    {
        Visits.Add($"-{room}");
        return Task.CompletedTask;
    }

    public Task AskOverviewAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<Verification> VerifyAsync(string user, CancellationToken cancellationToken) =>
        Task.FromResult(new Verification(user, PrivateDelivery.NobodyThere, null, null, null));

    public Task<string> AskTicketAsync(long? share, CancellationToken cancellationToken) => throw new RefusedException("There are no files here.");

    public Task<ShareList> AskSharesAsync(string? room, CancellationToken cancellationToken) => Task.FromResult(new ShareList("14:22", Shares));

    public Task<RecipientKey> FindKeyAsync(string user, CancellationToken cancellationToken) => Task.FromResult(new RecipientKey(user, PrivateDelivery.NobodyThere, null));

    public IDisposable WatchSending(Action<int> show) => throw new NotSupportedException();

    public Task WaitUntilDeliveredAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The messages that wait to be sent.</summary>
    public List<Outgoing> Unsent { get; } = [];

    public IReadOnlyList<Outgoing> CancelUnsent()
    {
        Outgoing[] cancelled = [.. Unsent];
        Unsent.Clear();
        return cancelled;
    }

    public Task LeaveNowAsync() => QuitAsync(CancellationToken.None);

    public Task QuitAsync(CancellationToken cancellationToken)
    {
        End(new ChatEnding(ChatEndingKind.Left));
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
