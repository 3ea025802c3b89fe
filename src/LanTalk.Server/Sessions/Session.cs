using System.Buffers;
using System.Net;
using LanTalk.Protocol.Messages;
using LanTalk.Server.Chat;
using LanTalk.Server.Connections;
using LanTalk.Server.History;
using LanTalk.Server.Rooms;

namespace LanTalk.Server.Sessions;

/// <summary>One joined user on one connection: who it is, its limits, and how to reach it.</summary>
internal sealed class Session(User user, ChatConnection connection, Room room, RateLimiter rate, ServerClock clock, TimeProvider time)
    : ICommandCaller, IRoomAuthor
{
    private int _ending;

    /// <summary>Who this is.</summary>
    public User User { get; } = user;

    /// <summary>The name the user has now.</summary>
    public string Name => User.Name;

    /// <summary>Where the user is.</summary>
    public IPAddress Address => connection.Address;

    /// <summary>When the user logged in.</summary>
    public DateTimeOffset Since { get; } = time.GetUtcNow();

    /// <summary>Until when what the user says is refused; null if it may speak.</summary>
    public DateTimeOffset? MutedUntil { get; set; }

    /// <summary>Whether what the user says is refused now.</summary>
    public bool IsMuted => MutedUntil is { } until && until > time.GetUtcNow();

    /// <inheritdoc/>
    Session ICommandCaller.Session => this;

    /// <inheritdoc/>
    User IRoomAuthor.User => User;

    /// <summary>What the user may send. Used only by the read side.</summary>
    public RateLimiter Rate { get; } = rate;

    /// <summary>The write side.</summary>
    public SessionPump Pump { get; } = new(connection.Output, room, time, user);

    /// <summary>Whether the session is about to close: what still arrives is not looked at.</summary>
    public bool IsEnding => Volatile.Read(ref _ending) != 0;

    /// <summary>The text that others are shown when the user leaves, such as "left"; set by whoever ends the session.</summary>
    public string Departure { get; private set; } = "left";

    /// <summary>Why the connection was broken off; null if it was not.</summary>
    public string? CutReason { get; private set; }

    /// <summary>How long the user has been silent.</summary>
    public TimeSpan Silence => time.GetElapsedTime(connection.LastHeard);

    /// <summary>Sends the greeting, then what was said before, then follows the room without a gap.</summary>
    public async Task StartAsync(ServerMessage greeting, Backlog backlog)
    {
        await connection.SendAsync(MessageJson.ToFrame(greeting));
        var lastId = await Pump.JoinAsync();
        try
        {
            var earlier = await backlog.ReadAsync(lastId);
            if (!earlier.IsEmpty)
            {
                await connection.SendAsync(earlier);
            }
        }
        finally
        {
            // Whatever came between: only a pump that has begun comes to an end.
            Pump.Start();
        }
    }

    /// <summary>Sends a message to this session alone, behind all that was posted in the room before.</summary>
    public void Send(ServerMessage message) => Send(MessageJson.ToFrame(message));

    /// <inheritdoc/>
    public void NotPosted(string reason) => Deliver(MessageJson.ToFrame(new SystemMessage(clock.Now, reason, SystemEvents.Refused)));

    /// <inheritdoc/>
    public void Reply(string text) => Send(new SystemMessage(clock.Now, text, SystemEvents.Reply));

    /// <inheritdoc/>
    public void Reply(IReadOnlyList<string> lines)
    {
        // As one letter: the mailbox is not made for hundreds.
        var frames = new ArrayBufferWriter<byte>();
        foreach (var line in lines)
        {
            MessageJson.WriteFrame(frames, new SystemMessage(clock.Now, line, SystemEvents.Reply));
        }

        Send(frames.WrittenMemory);
    }

    /// <inheritdoc/>
    public void Refuse(string text) => Send(new SystemMessage(clock.Now, text, SystemEvents.Refused));

    /// <summary>Ends the session after a last word. Further calls do nothing.</summary>
    /// <param name="kind">One of <see cref="SystemEvents"/>; null to go without a word.</param>
    /// <param name="text">The last word.</param>
    /// <param name="departure">What others are told after the name, such as "was kicked".</param>
    public void End(string? kind = null, string text = "", string departure = "left")
    {
        if (!TryBeginEnding(departure))
        {
            return;
        }

        var lastWord = kind is null ? default : MessageJson.ToFrame(new SystemMessage(clock.Now, text, kind));
        room.Then(() => Pump.End(room.Length, lastWord));
        connection.CancelRead();
    }

    /// <summary>After <see cref="End"/>: leaves the room and waits until the last word is out, at most <paramref name="patience"/>.</summary>
    public async Task LeaveAsync(TimeSpan patience)
    {
        room.Leave(Pump);
        try
        {
            await Pump.Ended.WaitAsync(patience, time);
        }
        catch (TimeoutException)
        {
            connection.Abort("it did not take the last message");
            await Pump.Ended;
        }
    }

    /// <summary>Breaks the connection of a session that does not keep up.</summary>
    public void Cut(string reason)
    {
        CutReason = reason;
        if (TryBeginEnding("was too slow"))
        {
            Pump.End(room.Length);
        }

        connection.Abort(reason);
    }

    private void Send(ReadOnlyMemory<byte> frames) => room.Then(() => Deliver(frames));

    private void Deliver(ReadOnlyMemory<byte> frames)
    {
        if (!Pump.TryPost(frames))
        {
            Cut("its mailbox is full");
        }
    }

    /// <summary>The first cause of an ending is the one that others are told.</summary>
    private bool TryBeginEnding(string departure)
    {
        if (Interlocked.Exchange(ref _ending, 1) != 0)
        {
            return false;
        }

        Departure = departure;
        return true;
    }
}
