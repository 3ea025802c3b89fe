using System.Buffers;
using LanTalk.Protocol.Messages;
using LanTalk.Server.Users;

namespace LanTalk.Server.Rooms;

/// <summary>
/// What waits for a room's next turn, in the order in which it came: messages, events, and work for that very place in the
/// order. Filled by anybody; emptied by the turn, which exchanges the full half for an empty one.
/// </summary>
internal sealed class RoomInbox
{
    // More than the store can be behind by on any good day: past it, messages are refused.
    private const int Capacity = 16 * 1024 * 1024;

    private readonly Lock _gate = new();
    private Batch _filling = new();
    private Batch _spare = new();
    private long _added;

    /// <summary>How many things were ever put in.</summary>
    public long Added => Volatile.Read(ref _added);

    /// <summary>Puts a message in; false if too much waits already.</summary>
    /// <param name="author">Who says it.</param>
    /// <param name="user">The name it is said under.</param>
    /// <param name="isAction">As <see cref="RoomMessage.Action"/>.</param>
    /// <param name="at">When, in milliseconds since 1970, UTC.</param>
    /// <param name="frame">The message's frame as it is without its number.</param>
    /// <param name="text">The text alone, UTF-8.</param>
    /// <param name="nonce">The sender's mark; null if there is none.</param>
    public bool TryAddMessage(
        IRoomAuthor author, string user, bool isAction, long at, ReadOnlySpan<byte> frame, ReadOnlySpan<byte> text, string? nonce)
    {
        lock (_gate)
        {
            if (_filling.Bytes.WrittenCount > Capacity)
            {
                return false;
            }

            _filling.Bytes.Write(frame);
            _filling.Bytes.Write(text);
            _filling.Entries.Add(new InboxEntry(frame.Length, text.Length, author, user, isAction, at, nonce));
            Volatile.Write(ref _added, _added + 1);
            return true;
        }
    }

    /// <summary>Puts an event in.</summary>
    public void AddEvent(ReadOnlySpan<byte> frame, User? author)
    {
        lock (_gate)
        {
            _filling.Bytes.Write(frame);
            _filling.Entries.Add(new InboxEntry(frame.Length, author));
            Volatile.Write(ref _added, _added + 1);
        }
    }

    /// <summary>Puts a change of the topic in, with the event that tells of it.</summary>
    public void AddTopic(ReadOnlySpan<byte> frame, TopicChange topic)
    {
        lock (_gate)
        {
            _filling.Bytes.Write(frame);
            _filling.Entries.Add(new InboxEntry(frame.Length, topic));
            Volatile.Write(ref _added, _added + 1);
        }
    }

    /// <summary>Puts in what the turn is to do at this place.</summary>
    public void AddWork(Action work)
    {
        lock (_gate)
        {
            _filling.Entries.Add(new InboxEntry(work));
            Volatile.Write(ref _added, _added + 1);
        }
    }

    /// <summary>All that waits; it is the caller's until the next call.</summary>
    public Batch Take()
    {
        lock (_gate)
        {
            (_filling, _spare) = (_spare, _filling);
            _filling.Clear();
            return _spare;
        }
    }

    /// <summary>One half of the inbox.</summary>
    internal sealed class Batch
    {
        /// <summary>The bytes of the entries, one after the other.</summary>
        public ArrayBufferWriter<byte> Bytes { get; private set; } = new(4096);

        /// <summary>What waits.</summary>
        public List<InboxEntry> Entries { get; } = [];

        public void Clear()
        {
            Entries.Clear();
            Bytes.ResetWrittenCount();
            if (Bytes.Capacity > 1024 * 1024)
            {
                // A rush is over; its memory is given back.
                Bytes = new ArrayBufferWriter<byte>(4096);
            }
        }
    }
}
