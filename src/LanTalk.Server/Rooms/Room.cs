using System.Buffers;
using System.Text;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;
using LanTalk.Server.Clock;
using LanTalk.Server.History;
using LanTalk.Server.Users;

namespace LanTalk.Server.Rooms;

/// <summary>A log, its store and its readers. Knows neither connections nor commands. Posting adds to the inbox and waits for nothing.</summary>
/// <remarks>
/// One <em>turn</em> at a time takes everything in the inbox, stores the messages in one transaction, appends to the log and wakes the readers. It is
/// a work item of its own: all that was posted before it begins, by any number of authors, wakes the readers once; posts during a turn only leave a
/// signal, and one further turn serves them all. The thread pool prefers work from sockets, so under load a turn begins when they have been read, and
/// carries many messages.
/// </remarks>
internal sealed class Room : IThreadPoolWorkItem
{
    private const string Loss = "The server could not keep up with its disk: who came, went or took another name meanwhile was not told.";

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

    // How many entries of the inbox turns have served.
    private long _done;

    public Room(string name, RoomHead head, IRoomStore store, RoomFaults faults, RoomMetrics metrics, ServerClock clock, TimeProvider time)
    {
        (Name, Epoch, _faults, _metrics, _time) = (name, head.Epoch, faults, metrics, time);
        _audience = new RoomAudience(_log);
        _serving = new RoomServing(this, head, store, _log, _audience, faults, clock);
    }

    /// <summary>Its name; see <see cref="RoomName"/>.</summary>
    public string Name { get; }

    /// <summary>The name as messages carry it: null for the lobby.</summary>
    public string? WireName => Name == RoomName.Lobby ? null : Name;

    /// <summary>Its topic; null if it has none.</summary>
    public string? Topic => _serving.Topic;

    /// <summary>Its members.</summary>
    public RoomMembers Members { get; init; } = new();

    /// <summary>Whether nothing of it was ever stored.</summary>
    public bool IsNew => _serving.LastId == 0 && Topic is null;

    /// <summary>A different epoch means a different history, whatever the ids.</summary>
    public string Epoch { get; }

    /// <summary>How many bytes were ever appended.</summary>
    public long Length => _log.Length;

    /// <summary>Posts a message. It is stored, then shown to every reader except an author with version 2, after <see cref="Wake"/>.</summary>
    public void Say(IRoomAuthor author, RoomMessage message)
    {
        var frame = EmptyFrame();
        MessageJson.WriteFrame(frame, message with { Room = WireName });
        var length = frame.WrittenCount;
        Encoding.UTF8.GetBytes(message.Text, frame);
        Add(author, message.User, message.Action == true, frame.WrittenSpan[..length], frame.WrittenSpan[length..], message.Nonce, message.Share);
    }

    /// <summary>Posts a text that needs no encoding; see <see cref="ClientMessageReader.TryReadPlainSay"/>.</summary>
    public void SayPlain(IRoomAuthor author, string timestamp, string user, in PlainSay say)
    {
        var frame = EmptyFrame();
        MessageJson.WritePlainRoomMessage(frame, timestamp, user, say.Text, WireName, say.Nonce);
        var nonce = say.Nonce.IsEmpty ? null : Encoding.ASCII.GetString(say.Nonce);
        Add(author, user, isAction: false, frame.WrittenSpan, say.Text, nonce);
    }

    /// <summary>Changes the topic and announces it, at this position in the room's order; completes when that is done.</summary>
    /// <param name="topic">The topic; empty for none.</param>
    /// <param name="told">The event that everybody is shown.</param>
    /// <exception cref="StoreException">The topic cannot be stored; nothing was changed.</exception>
    public Task ChangeTopicAsync(string topic, SystemMessage told)
    {
        var change = new TopicChange(topic);
        var frame = EmptyFrame();
        MessageJson.WriteFrame(frame, told with { Room = WireName });
        _inbox.AddTopic(frame.WrittenSpan, change);
        Wake();
        return change.Done;
    }

    /// <summary>
    /// Tells what happened: shown in order, not stored. Where too much waits for the store, one line stands for all that is not told, from which clients
    /// learn to ask who is there.
    /// </summary>
    /// <param name="message">The event.</param>
    /// <param name="user">A user who does not get it; null if everybody does.</param>
    public void Tell(SystemMessage message, User? user = null)
    {
        var frame = EmptyFrame();
        MessageJson.WriteFrame(frame, message with { Room = WireName });
        if (!_inbox.TryAddEvent(frame.WrittenSpan, user))
        {
            var loss = EmptyFrame();
            MessageJson.WriteFrame(loss, new SystemMessage(message.Timestamp, Loss, SystemEvents.Crowd) { Room = WireName });
            _inbox.AddLoss(loss.WrittenSpan);
        }
    }

    /// <summary>Whether everything posted so far is settled: stored and in the log, or refused.</summary>
    public bool IsQuiet => Volatile.Read(ref _done) == _inbox.Added;

    /// <summary>Runs work once everything posted so far is settled: stored and in the log, or refused.</summary>
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

    /// <summary>Completes when everything posted so far is settled.</summary>
    public Task FlushAsync()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Then(done.SetResult);
        return done.Task;
    }

    /// <summary>Shows the readers what was posted. A caller with several messages posts them all and wakes once.</summary>
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

    /// <summary>From this position in the order on, <paramref name="reader"/> is woken when there is news.</summary>
    public void Join(IRoomReader reader) => Work(() => _audience.Join(reader, _serving.LastId));

    /// <summary>Reverses <see cref="Join"/>; one last wake may still come.</summary>
    public void Leave(IRoomReader reader) => Work(() => _audience.Leave(reader));

    void IThreadPoolWorkItem.Execute() => _ = TakeTurnAsync();

    /// <summary>Serves one turn, on this thread unless the store completes asynchronously. Never throws.</summary>
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
            // More was posted; but rooms that have been waiting since this turn began go first.
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private void Work(Action work)
    {
        _inbox.AddWork(work);
        Wake();
    }

    private void Add(
        IRoomAuthor author, string user, bool isAction, ReadOnlySpan<byte> frame, ReadOnlySpan<byte> text, string? nonce, ShareFacts? share = null)
    {
        // Without the end of the JSON object, because the id is inserted there.
        if (!_inbox.TryAddMessage(author, user, isAction, _time.GetUtcNow().ToUnixTimeMilliseconds(), frame[..^"}\n"u8.Length], text, nonce, share))
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
