using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using LanTalk.Protocol;
using LanTalk.Protocol.Messages;
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

    private readonly IRoomStore _store;
    private readonly StoreFaults _faults;
    private readonly RoomMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly RoomLog _log = new();
    private readonly RoomInbox _inbox = new();

    // Owned by the turn.
    private readonly RoomAudience _audience;
    private readonly RoomWriter _writer;
    private volatile string? _topic;

    // Signals not yet served; above zero while a turn runs or is queued.
    private int _signals;

    // When the first signal came that no turn has begun to serve; 0 if there is none.
    private long _signalledAt;

    // How much of the inbox turns have dealt with.
    private long _done;

    public Room(string name, IRoomStore store, StoreFaults faults, RoomMetrics metrics, TimeProvider time)
    {
        (Name, _store, _faults, _metrics, _time) = (name, store, faults, metrics, time);
        var head = store.Open(name);
        (Epoch, _topic) = (head.Epoch, head.Topic);
        _writer = new RoomWriter(name, store, head.LastId);
        _audience = new RoomAudience(_log);
    }

    /// <summary>Its name; see <see cref="RoomName"/>.</summary>
    public string Name { get; }

    /// <summary>The name as messages tell it: null for the lobby.</summary>
    public string? WireName => Name == RoomName.Lobby ? null : Name;

    /// <summary>What it is about; null if nobody has said so.</summary>
    public string? Topic => _topic;

    /// <summary>Whether anything was ever kept of it.</summary>
    public bool IsNew => _writer.LastId == 0 && _topic is null;

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

    /// <summary>Changes what the room is about; empty for nothing.</summary>
    /// <exception cref="StoreException">It cannot be kept; nothing was changed.</exception>
    public void ChangeTopic(string topic)
    {
        _store.ChangeTopic(Name, topic);
        _topic = topic.Length == 0 ? null : topic;
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
    public void Join(IRoomReader reader) => Work(() => _audience.Join(reader, _writer.LastId));

    /// <summary>Ends what <see cref="Join"/> began; a last wake may still come.</summary>
    public void Leave(IRoomReader reader) => Work(() => _audience.Leave(reader));

    /// <summary>The turn.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        var served = Volatile.Read(ref _signals);
        var signalledAt = Interlocked.Exchange(ref _signalledAt, 0) is var at and not 0 ? at : _time.GetTimestamp();
        var length = Length;
        var batch = _inbox.Take();
        var shown = Serve(batch);
        _audience.CatchUp();
        Volatile.Write(ref _done, _done + batch.Entries.Count);
        if (length < Length)
        {
            _metrics.Showing(shown, _audience.Count);
            _audience.Wake();
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

    /// <summary>Deals with a batch; returns how many frames were appended to the log.</summary>
    private int Serve(RoomInbox.Batch batch)
    {
        var fault = _writer.Store(batch);
        if (fault is not null)
        {
            _faults.Note(fault);
        }

        var bytes = batch.Bytes.WrittenSpan;
        var shown = 0;
        foreach (ref readonly var entry in CollectionsMarshal.AsSpan(batch.Entries))
        {
            var frame = bytes[..entry.FrameLength];
            bytes = bytes[(entry.FrameLength + entry.TextLength)..];
            if (entry.Work is { } work)
            {
                // It may end a reader, which is then to have all that was posted before.
                _audience.CatchUp();
                work();
            }
            else if (entry.Author is null)
            {
                _log.Append(frame, entry.User);
                shown++;
            }
            else if (!_writer.IsStored(entry))
            {
                entry.Author.NotPosted(entry.Author.User is null ? fault!.Message : fault!.PublicMessage, entry.Nonce);
            }
            else if (entry.IsRepeated)
            {
                entry.Author.PostedBefore(entry.Nonce!, entry.Id);
            }
            else
            {
                _log.Append(_writer.Post(entry, frame), entry.User);
                shown++;
            }
        }

        return shown;
    }

    private static ArrayBufferWriter<byte> EmptyFrame()
    {
        var frame = _encoding ??= new ArrayBufferWriter<byte>(1024);
        frame.ResetWrittenCount();
        return frame;
    }
}
