using System.Buffers;
using System.Text;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;
using LanTalk.Server.Clock;
using LanTalk.Server.History;
using LanTalk.Server.Users;

namespace LanTalk.Server.Rooms;

/// <summary>
/// A log, its store and its readers. Knows neither connections nor commands. To post is to put something into the inbox;
/// nobody waits for it.
/// </summary>
/// <remarks>
/// One <em>turn</em> at a time takes all that waits in the inbox, stores the messages in one transaction, appends to the log
/// and visits the readers. It is a work item of its own: what is posted before it begins, by whomever, is one visit; what is
/// posted meanwhile only leaves a signal, and one further turn serves it all. The thread pool prefers what sockets have
/// received, so under load a turn begins when that is read, and carries many messages.
/// </remarks>
internal sealed class Room : IThreadPoolWorkItem
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _encoding;

    private readonly RoomFaults _faults;
    private readonly RoomMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly RoomLog _log = new();
    private readonly RoomInbox _inbox = new();

    // Owned by the turn.
    private readonly RoomAudience _audience;
    private readonly RoomServing _serving;

    // Signals not yet served; above zero while a turn runs or is queued.
    private int _signals;

    // When the first signal came that no turn has begun to serve; 0 if there is none.
    private long _signalledAt;

    // How much of the inbox turns have dealt with.
    private long _done;

    public Room(string name, RoomHead head, IRoomStore store, RoomFaults faults, RoomMetrics metrics, ServerClock clock, TimeProvider time)
    {
        (Name, Epoch, _faults, _metrics, _time) = (name, head.Epoch, faults, metrics, time);
        _audience = new RoomAudience(_log);
        _serving = new RoomServing(this, head, store, _log, _audience, faults, clock);
    }

    /// <summary>Its name; see <see cref="RoomName"/>.</summary>
    public string Name { get; }

    /// <summary>The name as messages tell it: null for the lobby.</summary>
    public string? WireName => Name == RoomName.Lobby ? null : Name;

    /// <summary>What it is about; null if nobody has said so.</summary>
    public string? Topic => _serving.Topic;

    /// <summary>Who is in it.</summary>
    public RoomMembers Members { get; init; } = new();

    /// <summary>Whether anything was ever kept of it.</summary>
    public bool IsNew => _serving.LastId == 0 && Topic is null;

    /// <summary>Another epoch is another history, whatever its ids.</summary>
    public string Epoch { get; }

    /// <summary>How many bytes were ever appended.</summary>
    public long Length => _log.Length;

    /// <summary>Says something. It is stored, then shown to every reader but an author of version 2, after <see cref="Wake"/>.</summary>
    public void Say(IRoomAuthor author, RoomMessage message)
    {
        var frame = EmptyFrame();
        MessageJson.WriteFrame(frame, message with { Room = WireName });
        var length = frame.WrittenCount;
        Encoding.UTF8.GetBytes(message.Text, frame);
        Add(author, message.User, message.Action == true, frame.WrittenSpan[..length], frame.WrittenSpan[length..], message.Nonce);
    }

    /// <summary>The same for a text that needs no encoding; see <see cref="ClientMessageReader.TryReadPlainSay"/>.</summary>
    public void SayPlain(IRoomAuthor author, string timestamp, string user, in PlainSay say)
    {
        var frame = EmptyFrame();
        MessageJson.WritePlainRoomMessage(frame, timestamp, user, say.Text, WireName, say.Nonce);
        var nonce = say.Nonce.IsEmpty ? null : Encoding.ASCII.GetString(say.Nonce);
        Add(author, user, isAction: false, frame.WrittenSpan, say.Text, nonce);
    }

    /// <summary>Changes what the room is about, and tells so, at this place in the room's order; completes when that is done.</summary>
    /// <param name="topic">The topic; empty for none.</param>
    /// <param name="told">What is shown to everybody.</param>
    /// <exception cref="StoreException">It cannot be kept; nothing was changed.</exception>
    public Task ChangeTopicAsync(string topic, SystemMessage told)
    {
        var change = new TopicChange(topic);
        var frame = EmptyFrame();
        MessageJson.WriteFrame(frame, told with { Room = WireName });
        _inbox.AddTopic(frame.WrittenSpan, change);
        Wake();
        return change.Done;
    }

    /// <summary>Tells what happened: shown in order, not stored.</summary>
    /// <param name="message">The event.</param>
    /// <param name="user">Who does not get it; null if everybody does.</param>
    public void Tell(SystemMessage message, User? user = null)
    {
        var frame = EmptyFrame();
        MessageJson.WriteFrame(frame, message with { Room = WireName });
        _inbox.AddEvent(frame.WrittenSpan, user);
    }

    /// <summary>Whether all that was posted so far is dealt with: stored and in the log, or refused.</summary>
    public bool IsQuiet => Volatile.Read(ref _done) == _inbox.Added;

    /// <summary>Does something when all that was posted so far is dealt with: stored and in the log, or refused.</summary>
    public void Then(Action work)
    {
        if (IsQuiet)
        {
            work();
            return;
        }

        _inbox.AddWork(work);
        Wake();
    }

    /// <summary>Completes when all that was posted so far is dealt with.</summary>
    public Task FlushAsync()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Then(done.SetResult);
        return done.Task;
    }

    /// <summary>Shows the readers what was posted: whoever has several to post posts them all and wakes once.</summary>
    public void Wake()
    {
        if (IsQuiet)
        {
            return;
        }

        if (Volatile.Read(ref _signalledAt) == 0)
        {
            Interlocked.CompareExchange(ref _signalledAt, _time.GetTimestamp(), 0);
        }

        if (Interlocked.Increment(ref _signals) == 1)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>From its place in the order on, <paramref name="reader"/> is woken when there are news.</summary>
    public void Join(IRoomReader reader) => Work(() => _audience.Join(reader, _serving.LastId));

    /// <summary>Ends what <see cref="Join"/> began; a last wake may still come.</summary>
    public void Leave(IRoomReader reader) => Work(() => _audience.Leave(reader));

    /// <summary>The turn.</summary>
    void IThreadPoolWorkItem.Execute() => _ = TakeTurnAsync();

    /// <summary>One turn, on this thread unless the store takes its time: then it goes on when the store has answered. Never throws.</summary>
    private async Task TakeTurnAsync()
    {
        var served = Volatile.Read(ref _signals);
        var signalledAt = Interlocked.Exchange(ref _signalledAt, 0) is var at and not 0 ? at : _time.GetTimestamp();
        var length = Length;
        var batch = _inbox.Take();
        var shown = await _serving.ServeAsync(batch);
        Volatile.Write(ref _done, _done + batch.Entries.Count);
        if (length < Length)
        {
            _metrics.Showing(shown, _audience.Count);
            if (_audience.Wake() is { } fault)
            {
                _faults.Note(Name, fault);
            }

            _metrics.Shown(_time.GetElapsedTime(signalledAt));
        }

        if (Interlocked.CompareExchange(ref _signals, 0, served) != served)
        {
            // More came; but first those have their turn who have been waiting since this one began.
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private void Work(Action work)
    {
        _inbox.AddWork(work);
        Wake();
    }

    private void Add(
        IRoomAuthor author, string user, bool isAction, ReadOnlySpan<byte> frame, ReadOnlySpan<byte> text, string? nonce)
    {
        // Without the end of the object: the number comes there.
        if (!_inbox.TryAddMessage(author, user, isAction, _time.GetUtcNow().ToUnixTimeMilliseconds(), frame[..^"}\n"u8.Length], text, nonce))
        {
            author.NotPosted("The server cannot keep up with its disk. Nobody got this message; try again.", nonce);
        }
    }

    private static ArrayBufferWriter<byte> EmptyFrame()
    {
        var frame = _encoding ??= new ArrayBufferWriter<byte>(1024);
        frame.ResetWrittenCount();
        return frame;
    }
}
