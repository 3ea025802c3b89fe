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

/// <summary>One joined user on one connection: the identity, the limits, and the way to reach it.</summary>
internal sealed class Session : ICommandCaller, ITransportOwner
{
    private const string FullMailbox = "its mailbox is full";

    /// <summary>After this long a user has settled, whatever it does.</summary>
    private static readonly TimeSpan TimeToSettle = TimeSpan.FromMinutes(1);

    private readonly ITransport _transport;
    private readonly LanTalkServerOptions _options;
    private readonly ServerClock _clock;
    private readonly TimeProvider _time;

    private bool _hadSettled;
    private Task _catchingUp = Task.CompletedTask;

    public Session(
        User user, ITransport transport, Dialect dialect, RateLimiter rate, LanTalkServerOptions options, ServerClock clock, TimeProvider time)
    {
        (_transport, _options, _clock, _time) = (transport, options, clock, time);
        (User, Dialect, Rate, Since) = (user, dialect, rate, time.GetUtcNow());
        Pump = new SessionPump(transport.Output, time, Membership);
        Ending = new Ending(transport, Pump, Membership, time);
    }

    /// <summary>The user.</summary>
    public User User { get; }

    /// <summary>The dialect of its wire.</summary>
    public Dialect Dialect { get; }

    /// <summary>The user's present name.</summary>
    public string Name => User.Name;

    /// <summary>The user's address.</summary>
    public IPAddress Address => _transport.Address;

    /// <summary>Whether the user is in a browser.</summary>
    public bool IsFromBrowser => _transport.IsFromBrowser;

    /// <summary>When the user logged in.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>Whether the user has said something in a room, or has written or received a private message. Set by the read side.</summary>
    public bool HasTakenPart { get; set; }

    /// <summary>Whether the user is more than a passer-by: it has taken part, or has stayed for a minute.</summary>
    public bool HasSettled => _hadSettled || HasTakenPart || _time.GetUtcNow() - Since >= TimeToSettle;

    /// <summary>When the user's mute ends; null if it is not muted.</summary>
    public DateTimeOffset? MutedUntil { get; set; }

    /// <summary>Whether the user is muted now.</summary>
    public bool IsMuted => MutedUntil is { } until && until > _time.GetUtcNow();

    /// <inheritdoc/>
    Session ICommandCaller.Session => this;

    /// <inheritdoc/>
    User IRoomAuthor.User => User;

    /// <summary>The user's rate limit. Used only by the read side.</summary>
    public RateLimiter Rate { get; private set; }

    /// <summary>The user's rooms, and the users it ignores in them.</summary>
    public Membership Membership { get; } = new();

    /// <summary>The write side.</summary>
    public SessionPump Pump { get; }

    /// <summary>The steps of its end.</summary>
    public Ending Ending { get; }

    /// <summary>The private messages that the user was sent and has not confirmed.</summary>
    public UnconfirmedMessages Unconfirmed { get; } = new();

    /// <summary>How long the user has been silent.</summary>
    public TimeSpan Silence => _time.GetElapsedTime(_transport.LastHeard);

    /// <summary>How long the user may be silent; zero for no limit.</summary>
    public TimeSpan SilenceLimit => Dialect.Has(DialectFeatures.Heartbeat) ? _options.DeadPeerTimeout : _options.IdleTimeout;

    /// <summary>Takes over from the user's former session. Called before anybody can reach this one.</summary>
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
        await _transport.SendAsync(Dialect.ToFrame(greeting));
        Pump.Start();
    }

    /// <summary>Completes when the session has caught up with all its rooms. Fails with an internal error that ended the session.</summary>
    public Task CaughtUpAsync() => _catchingUp;

    /// <summary>Lets the session catch up with one more room while it is read. Called by the read side.</summary>
    public void CatchUp(Task catchingUp) =>
        _catchingUp = _catchingUp.IsCompletedSuccessfully ? catchingUp : Task.WhenAll(_catchingUp, catchingUp);

    /// <summary>Takes a seat in a room, which does not follow it yet. Called by the read side.</summary>
    public RoomSeat TakeSeat(Room room)
    {
        var seat = new RoomSeat(room, Pump, User, Dialect, Membership.Ignored);
        Membership.Add(seat);
        return seat;
    }

    /// <summary>Shows readers everything that this session posted in one read.</summary>
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
        if (!Courier.TrySend(Pump, frames))
        {
            Ending.Cut(FullMailbox);
        }
    }

    /// <inheritdoc/>
    public void NotPosted(string reason, string? nonce) =>
        Deliver(Dialect.ToFrame(new SystemMessage(_clock.Now, reason, SystemEvents.Refused) { Nonce = nonce }));

    /// <inheritdoc/>
    public void PostedBefore(string nonce, long id) => Deliver(Dialect.ToFrame(new Acknowledgement(_clock.Now, nonce) { Id = id }));

    /// <inheritdoc/>
    public void Show(Invitation invitation)
    {
        if (Dialect.Has(DialectFeatures.Rooms))
        {
            Send(invitation);
        }
        else
        {
            Reply(invitation.Url);
        }
    }

    /// <inheritdoc/>
    public void Reply(string text) => Send(new SystemMessage(_clock.Now, text, SystemEvents.Reply));

    /// <inheritdoc/>
    public void Reply(IReadOnlyList<string> lines) => Send(lines.Select(line => new SystemMessage(_clock.Now, line, SystemEvents.Reply)));

    /// <inheritdoc/>
    public void Quote(IReadOnlyList<QuotedLine> lines)
    {
        if (Dialect.Has(DialectFeatures.Times))
        {
            Send(lines.Select(line => new SystemMessage(line.At is { } at ? _clock.At(at) : _clock.Now, line.Undated, SystemEvents.Reply) { At = line.At }));
        }
        else
        {
            Reply([.. lines.Select(line => line.Dated(_clock))]);
        }
    }

    /// <inheritdoc/>
    public void Refuse(string text, string? nonce = null) => Send(new SystemMessage(_clock.Now, text, SystemEvents.Refused) { Nonce = nonce });

    /// <summary>Ends the session after a last word; does nothing if its end was requested before.</summary>
    /// <param name="kind">One of <see cref="SystemEvents"/>.</param>
    /// <param name="text">The last word.</param>
    /// <param name="departure">The text that others see after the name, such as "was kicked"; null if they are not told.</param>
    public void End(string kind, string text, string? departure) =>
        Ending.TryRequest(departure, Dialect.ToFrame(new SystemMessage(_clock.Now, text, kind)));

    /// <inheritdoc/>
    TimeSpan ITransportOwner.CheckSilence()
    {
        if (SilenceLimit == TimeSpan.Zero)
        {
            return TimeSpan.MaxValue;
        }

        if (Pump.Mail.IsCrowded)
        {
            // The session is not read until it takes its output, so it counts as heard; CheckStall watches whether it takes it.
            _transport.LastHeard = _time.GetTimestamp();
        }

        if (Silence > SilenceLimit)
        {
            EndSilent(Duration.Format(SilenceLimit));
        }

        return SilenceLimit - Silence;
    }

    /// <inheritdoc/>
    /// <remarks>Only a session that does not drain its output can fall behind: any other is sent everything at once.</remarks>
    bool ITransportOwner.CheckStall()
    {
        if (_options.SendWindow > 0 && Pump.Behind is var behind && behind > _options.SendWindow)
        {
            Ending.Cut($"it was {behind} bytes behind");
        }
        else if (_options.SendTimeout > TimeSpan.Zero && Pump.SendingSince is var since && since != 0 && _time.GetElapsedTime(since) > _options.SendTimeout)
        {
            Ending.Cut($"it took nothing for {Duration.Format(_options.SendTimeout)}");
        }

        return Ending.CutReason is null && Pump.SendingSince != 0;
    }

    /// <inheritdoc/>
    void ITransportOwner.Shutdown(Refusal reason) => End(SystemEvents.Shutdown, reason.Reason, departure: null);

    private void Send(IEnumerable<SystemMessage> lines)
    {
        // In as few frames as possible: the mailbox is not made for hundreds.
        var frames = new FrameRuns(Dialect);
        foreach (var line in lines)
        {
            frames.Add(line);
        }

        foreach (var run in frames.ToList())
        {
            Send(run);
        }
    }

    private void EndSilent(string limit)
    {
        if (!Dialect.Has(DialectFeatures.Heartbeat))
        {
            End(SystemEvents.Closed, $"Nothing was heard for {limit}.", "was silent for too long");
        }
        else
        {
            // The session goes on, because its user may come back.
            _transport.Abort($"nothing was heard for {limit}");
        }
    }

    private void Deliver(ReadOnlyMemory<byte> frames)
    {
        if (!Pump.TryPost(frames))
        {
            Ending.Cut(FullMailbox);
        }
    }
}
