using System.Net;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;
using LanTalk.Server.Clock;
using LanTalk.Server.Configuration;
using LanTalk.Server.Dialects;
using LanTalk.Server.Rooms;
using LanTalk.Server.Transports;
using LanTalk.Server.Users;

namespace LanTalk.Server.Sessions;

/// <summary>One joined user on one connection: who it is, its limits, and how to reach it.</summary>
internal sealed class Session(
    User user,
    ITransport transport,
    Dialect dialect,
    Membership membership,
    RateLimiter rate,
    LanTalkServerOptions options,
    ServerClock clock,
    TimeProvider time) : ICommandCaller, IRoomAuthor, ITransportOwner
{
    /// <summary>After so long a user has settled, whatever it does.</summary>
    private static readonly TimeSpan TimeToSettle = TimeSpan.FromMinutes(1);

    private bool _hadSettled;
    private readonly CancellationTokenSource _endingSource = new();
    private Task _catchingUp = Task.CompletedTask;

    private int _ending;
    private int _presence;

    /// <summary>Who this is.</summary>
    public User User { get; } = user;

    /// <summary>How it speaks.</summary>
    public Dialect Dialect { get; } = dialect;

    /// <summary>The name the user has now.</summary>
    public string Name => User.Name;

    /// <summary>Where the user is.</summary>
    public IPAddress Address => transport.Address;

    /// <summary>When the user logged in.</summary>
    public DateTimeOffset Since { get; private set; } = time.GetUtcNow();

    /// <summary>Whether the user has said something in a room, or has written or received a private message. Set by the read side.</summary>
    public bool HasTakenPart { get; set; }

    /// <summary>Whether the user is more than a passer-by: it has taken part, or stayed for a minute.</summary>
    public bool HasSettled => _hadSettled || HasTakenPart || time.GetUtcNow() - Since >= TimeToSettle;

    /// <summary>Until when what the user says is refused; null if it may speak.</summary>
    public DateTimeOffset? MutedUntil { get; set; }

    /// <summary>Whether what the user says is refused now.</summary>
    public bool IsMuted => MutedUntil is { } until && until > time.GetUtcNow();

    /// <inheritdoc/>
    Session ICommandCaller.Session => this;

    /// <inheritdoc/>
    User IRoomAuthor.User => User;

    /// <summary>What the user may send. Used only by the read side.</summary>
    public RateLimiter Rate { get; private set; } = rate;

    /// <summary>The rooms that the user is in, and whom it ignores there.</summary>
    public Membership Membership { get; } = membership;

    /// <summary>The write side.</summary>
    public SessionPump Pump { get; } = new(transport.Output, time, membership);

    /// <summary>Whether the session is about to close: what still arrives is not looked at.</summary>
    public bool IsEnding => Volatile.Read(ref _ending) != 0;

    /// <summary>Cancelled when the session is about to close.</summary>
    public CancellationToken Ending => _endingSource.Token;

    /// <summary>The private messages that the user has been given and has not confirmed.</summary>
    public UnconfirmedMarks Unconfirmed { get; } = new();

    /// <summary>The text that others are shown when the user leaves, such as "left"; set by whoever ends the session or gives its user up.</summary>
    public string Departure { get; set; } = "left";

    /// <summary>Why the connection was broken off; null if it was not.</summary>
    public string? CutReason { get; private set; }

    /// <summary>How long the user has been silent.</summary>
    public TimeSpan Silence => time.GetElapsedTime(transport.LastHeard);

    /// <summary>How long the user may be silent; zero for no limit.</summary>
    public TimeSpan SilenceLimit => Dialect.Has(DialectFeatures.Heartbeat) ? options.DeadPeerTimeout : options.IdleTimeout;

    /// <summary>Whether the user's departure is told, or the user came in again: either of them once, by whoever is first.</summary>
    public bool TryDepart() => Interlocked.Exchange(ref _presence, 1) == 0;

    /// <summary>Goes on where the user's former session is. Called before anybody can reach this one.</summary>
    public void Inherit(Session former)
    {
        _hadSettled = former.HasSettled;
        Since = former.Since;
        Rate = former.Rate.Copy();
        MutedUntil = former.MutedUntil ?? MutedUntil;
        Membership.Inherit(former.Membership, former.User, User);
    }

    /// <summary>Sends the greeting; from here on the session can be reached.</summary>
    public async Task StartAsync(ServerMessage greeting)
    {
        await transport.SendAsync(Dialect.ToFrame(greeting));
        Pump.Start();
    }

    /// <summary>Completes when the session no longer catches up with any room. It fails with an internal error that ended the session.</summary>
    public Task CaughtUpAsync() => _catchingUp;

    /// <summary>The session catches up with one more room while it is read. Called by the read side.</summary>
    public void CatchUp(Task catchingUp) =>
        _catchingUp = _catchingUp.IsCompletedSuccessfully ? catchingUp : Task.WhenAll(_catchingUp, catchingUp);

    /// <summary>Takes a seat in a room, which follows nothing yet. Called by the read side.</summary>
    public RoomSeat TakeSeat(Room room)
    {
        var seat = new RoomSeat(room, Pump, User, Dialect, Membership.Ignored);
        Membership.Add(seat);
        return seat;
    }

    /// <summary>Shows readers what was posted by this session in one go.</summary>
    public void WakeRooms()
    {
        foreach (var seat in Membership.Seats)
        {
            seat.Room.Wake();
        }
    }

    /// <summary>Sends a message to this session alone, behind all that was posted in its rooms before.</summary>
    public void Send(ServerMessage message) => Send(Dialect.ToFrame(message));

    /// <summary>Sends frames to this session alone, behind all that was posted in its rooms before.</summary>
    public void Send(ReadOnlyMemory<byte> frames)
    {
        if (!Courier.TrySend(this, frames))
        {
            CutFull();
        }
    }

    /// <inheritdoc/>
    public void NotPosted(string reason, string? nonce) =>
        Deliver(Dialect.ToFrame(new SystemMessage(clock.Now, reason, SystemEvents.Refused) { Nonce = nonce }));

    /// <inheritdoc/>
    public void PostedBefore(string nonce, long id) => Deliver(Dialect.ToFrame(new Acknowledgement(clock.Now, nonce) { Id = id }));

    /// <inheritdoc/>
    public void Reply(string text) => Send(new SystemMessage(clock.Now, text, SystemEvents.Reply));

    /// <inheritdoc/>
    public void Reply(IReadOnlyList<string> lines)
    {
        // As few letters: the mailbox is not made for hundreds.
        var frames = new FrameRuns(Dialect);
        foreach (var line in lines)
        {
            frames.Add(new SystemMessage(clock.Now, line, SystemEvents.Reply));
        }

        foreach (var run in frames.ToList())
        {
            Send(run);
        }
    }

    /// <inheritdoc/>
    public void Refuse(string text, string? nonce = null) => Send(new SystemMessage(clock.Now, text, SystemEvents.Refused) { Nonce = nonce });

    /// <summary>Ends the session after a last word. Further calls do nothing and return false.</summary>
    /// <param name="kind">One of <see cref="SystemEvents"/>; null to go without a word.</param>
    /// <param name="text">The last word.</param>
    /// <param name="departure">What others are told after the name, such as "was kicked".</param>
    public bool End(string? kind = null, string text = "", string departure = "left")
    {
        if (!TryBeginEnding(departure))
        {
            return false;
        }

        var lastWord = kind is null ? default : Dialect.ToFrame(new SystemMessage(clock.Now, text, kind));
        Courier.End(this, lastWord);
        transport.CancelRead();
        return true;
    }

    /// <summary>After <see cref="End"/>: leaves its rooms and waits until the last word is out, at most <paramref name="patience"/>.</summary>
    public async Task LeaveAsync(TimeSpan patience)
    {
        foreach (var seat in Membership.Seats)
        {
            seat.Room.Leave(seat);
        }

        try
        {
            await Pump.Ended.WaitAsync(patience, time);
        }
        catch (TimeoutException)
        {
            transport.Abort("it did not take the last message");
            await Pump.Ended;
        }
    }

    /// <summary>Breaks the connection of a session that does not keep up.</summary>
    public void Cut(string reason)
    {
        CutReason = reason;
        if (TryBeginEnding("was too slow"))
        {
            Pump.End();
        }

        transport.Abort(reason);
    }

    /// <inheritdoc/>
    TimeSpan ITransportOwner.CheckSilence()
    {
        if (SilenceLimit == TimeSpan.Zero)
        {
            return TimeSpan.MaxValue;
        }

        if (Pump.Mail.IsCrowded)
        {
            // It is not read before it takes what it has asked for, so it cannot be heard; CheckStall sees whether it takes it.
            transport.LastHeard = time.GetTimestamp();
        }

        if (Silence > SilenceLimit)
        {
            EndSilent(Duration.Format(SilenceLimit));
        }

        return SilenceLimit - Silence;
    }

    /// <inheritdoc/>
    /// <remarks>Only a session that does not drain its output can fall behind: any other is sent all there is at once.</remarks>
    bool ITransportOwner.CheckStall()
    {
        if (options.SendWindow > 0 && Pump.Behind is var behind && behind > options.SendWindow)
        {
            Cut($"it was {behind} bytes behind");
        }
        else if (options.SendTimeout > TimeSpan.Zero && Pump.SendingSince is var since && since != 0 && time.GetElapsedTime(since) > options.SendTimeout)
        {
            Cut($"it took nothing for {Duration.Format(options.SendTimeout)}");
        }

        return CutReason is null && Pump.SendingSince != 0;
    }

    /// <inheritdoc/>
    void ITransportOwner.Shutdown(Refusal reason) => End(SystemEvents.Shutdown, reason.Reason);

    private void EndSilent(string limit)
    {
        if (!Dialect.Has(DialectFeatures.Heartbeat))
        {
            End(SystemEvents.Closed, $"Nothing was heard for {limit}.", "was silent for too long");
        }
        else
        {
            // Not the end of the session: its user may come back.
            transport.Abort($"nothing was heard for {limit}");
        }
    }

    private void Deliver(ReadOnlyMemory<byte> frames)
    {
        if (!Pump.TryPost(frames))
        {
            CutFull();
        }
    }

    private void CutFull() => Cut("its mailbox is full");

    /// <summary>The first cause of an ending is the one that others are told.</summary>
    private bool TryBeginEnding(string departure)
    {
        if (Interlocked.Exchange(ref _ending, 1) != 0)
        {
            return false;
        }

        Departure = departure;
        Pump.GiveUp();
        _endingSource.Cancel();
        return true;
    }
}
