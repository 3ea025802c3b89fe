using System.Buffers;
using System.Collections.Concurrent;
using LanTalk.Protocol.Messages;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Rooms;

/// <summary>
/// A log and its readers. Knows neither connections nor commands. Posting appends and wakes; it never waits for a reader.
/// </summary>
/// <remarks>
/// One <em>pass</em> at a time visits the readers. Whoever posts first runs it; what is posted meanwhile only leaves a
/// signal, and one further pass serves it all. So under load a reader is visited once for many messages, and when it is
/// quiet a message goes out at once.
/// </remarks>
internal sealed class Room : IThreadPoolWorkItem
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _encoding;

    private readonly RoomLog _log = new();
    private readonly ConcurrentQueue<(IRoomReader Reader, bool Joins)> _changes = new();

    // Owned by the pass.
    private readonly List<IRoomReader> _readers = [];

    // Signals not yet served; above zero while a pass runs or is queued.
    private int _signals;

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
        var frame = _encoding ??= new ArrayBufferWriter<byte>(1024);
        frame.ResetWrittenCount();
        MessageJson.WriteFrame(frame, message);
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

    private void Change(IRoomReader reader, bool joins)
    {
        _changes.Enqueue((reader, joins));
        Signal();
    }

    private void Signal()
    {
        if (Interlocked.Increment(ref _signals) == 1)
        {
            Pass();
        }
    }

    /// <inheritdoc/>
    void IThreadPoolWorkItem.Execute() => Pass();

    private void Pass()
    {
        var served = Volatile.Read(ref _signals);
        Volatile.Write(ref _shown, Length);
        ApplyChanges();
        foreach (var reader in _readers)
        {
            reader.Wake();
        }

        if (Interlocked.CompareExchange(ref _signals, 0, served) != served)
        {
            // More came. On another thread, so that the one that posted first can go on with its own connection.
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
