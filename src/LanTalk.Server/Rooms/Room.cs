using System.Buffers;
using System.Collections.Concurrent;
using LanTalk.Protocol.Messages;
using LanTalk.Server.Metrics;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Rooms;

/// <summary>
/// A log and its readers. Knows neither connections nor commands. Posting appends and wakes; it never waits for a reader.
/// </summary>
/// <remarks>
/// One <em>pass</em> at a time visits the readers, as a work item of its own. What is posted before it begins, by
/// whomever, is one visit; what is posted meanwhile only leaves a signal, and one further pass serves it all. The thread
/// pool prefers what sockets have received, so under load a pass begins when that is read, and carries many messages.
/// </remarks>
internal sealed class Room(RoomMetrics metrics, TimeProvider time) : IThreadPoolWorkItem
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _encoding;

    private readonly RoomLog _log = new();
    private readonly ConcurrentQueue<(IRoomReader Reader, bool Joins)> _changes = new();

    // Owned by the pass.
    private readonly List<IRoomReader> _readers = [];
    private long _countShown;

    // Signals not yet served; above zero while a pass runs or is queued.
    private int _signals;

    // When the first signal came that no pass has begun to serve; 0 if there is none.
    private long _signalledAt;

    // How much of the log the last pass began with; it shows at least so much to every reader.
    private long _shown;

    /// <summary>How many bytes were ever posted.</summary>
    public long Length => _log.Length;

    /// <summary>
    /// Appends a message for every reader but its author. They see it after <see cref="Wake"/>: whoever has several to post
    /// posts them all and wakes once.
    /// </summary>
    public void Post(ServerMessage message, User? author)
    {
        var frame = EmptyFrame();
        MessageJson.WriteFrame(frame, message);
        _log.Append(frame.WrittenSpan, author);
    }

    /// <summary>The same for a text that needs no encoding; see <see cref="ClientMessageReader.TryReadPlainSay"/>.</summary>
    public void PostPlain(string timestamp, User author, ReadOnlySpan<byte> plainText)
    {
        var frame = EmptyFrame();
        MessageJson.WritePlainRoomMessage(frame, timestamp, author.Name, plainText);
        _log.Append(frame.WrittenSpan, author);
    }

    /// <summary>Shows the readers what was posted, unless they have seen it.</summary>
    public void Wake()
    {
        if (Volatile.Read(ref _shown) < Length)
        {
            Signal();
        }
    }

    /// <summary>A cursor behind everything posted so far.</summary>
    public LogCursor End() => _log.End();

    /// <summary>From now on <paramref name="reader"/> is woken when there are news.</summary>
    public void Join(IRoomReader reader) => Change(reader, joins: true);

    /// <summary>Ends what <see cref="Join"/> began; a last wake may still come.</summary>
    public void Leave(IRoomReader reader) => Change(reader, joins: false);

    private static ArrayBufferWriter<byte> EmptyFrame()
    {
        var frame = _encoding ??= new ArrayBufferWriter<byte>(1024);
        frame.ResetWrittenCount();
        return frame;
    }

    private void Change(IRoomReader reader, bool joins)
    {
        _changes.Enqueue((reader, joins));
        Signal();
    }

    private void Signal()
    {
        if (Volatile.Read(ref _signalledAt) == 0)
        {
            Interlocked.CompareExchange(ref _signalledAt, time.GetTimestamp(), 0);
        }

        if (Interlocked.Increment(ref _signals) == 1)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>The pass.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        var served = Volatile.Read(ref _signals);
        var signalledAt = Interlocked.Exchange(ref _signalledAt, 0) is var at and not 0 ? at : time.GetTimestamp();
        var (length, count) = (Length, _log.Count);
        ApplyChanges();
        if (_shown < length)
        {
            Volatile.Write(ref _shown, length);
            metrics.Showing(count - _countShown, _readers.Count);
            _countShown = count;
            foreach (var reader in _readers)
            {
                reader.Wake();
            }

            metrics.Shown(time.GetElapsedTime(signalledAt));
        }

        if (Interlocked.CompareExchange(ref _signals, 0, served) != served)
        {
            // More came; but first those have their turn who have been waiting since this pass began.
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private void ApplyChanges()
    {
        while (_changes.TryDequeue(out var change))
        {
            var (reader, joins) = change;
            if (joins)
            {
                reader.Place = _readers.Count;
                _readers.Add(reader);

                // It may have missed a pass since it took its cursor.
                reader.Wake();
            }
            else
            {
                // The last one takes the place of the one that leaves: order among readers means nothing.
                var last = _readers[^1];
                last.Place = reader.Place;
                _readers[reader.Place] = last;
                _readers.RemoveAt(_readers.Count - 1);
            }
        }
    }
}
