using System.Buffers;
using LanTalk.Protocol.Messages;
using LanTalk.Server.Users;

namespace LanTalk.Server.Rooms;

/// <summary>
/// The queue for a room's next turn, in order of arrival: messages, events, and work for exactly that position in the order. Filled by any thread;
/// emptied by the turn, which swaps the full half for an empty one.
/// </summary>
internal sealed class RoomInbox
{
    // More than the store can be behind by on any good day: past it, messages are refused and events are left out. Work and topics are let in: whoever
    // asks for them waits until they are done, so there is one of each session.
    private const int Capacity = 16 * 1024 * 1024;

    private readonly Lock _gate = new();
    private Batch _filling = new();
    private Batch _spare = new();
    private long _added;

    /// <summary>How many entries were ever added.</summary>
    public long Added => Volatile.Read(ref _added);

    /// <summary>Adds a message; false if too much is waiting already.</summary>
    /// <param name="author">The author.</param>
    /// <param name="user">The name of the author at this time.</param>
    /// <param name="isAction">See <see cref="RoomMessage.Action"/>.</param>
    /// <param name="at">The time, in milliseconds since 1970, UTC.</param>
    /// <param name="frame">The message's frame without its id.</param>
    /// <param name="text">The text alone, UTF-8.</param>
    /// <param name="nonce">The sender's nonce; null if there is none.</param>
    /// <param name="share">The share that it announces; null for a text.</param>
    public bool TryAddMessage(
        IRoomAuthor author, string user, bool isAction, long at, ReadOnlySpan<byte> frame, ReadOnlySpan<byte> text, string? nonce, ShareFacts? share = null)
    {
        lock (_gate)
        {
            if (_filling.Bytes.WrittenCount > Capacity)
            {
                return false;
            }

            _filling.Bytes.Write(frame);
            _filling.Bytes.Write(text);
            _filling.Entries.Add(new InboxEntry(frame.Length, text.Length, author, user, isAction, at, nonce, share));
            Volatile.Write(ref _added, _added + 1);
            return true;
        }
    }

    /// <summary>Puts an event in; false if too much waits already.</summary>
    public bool TryAddEvent(ReadOnlySpan<byte> frame, User? author)
    {
        lock (_gate)
        {
            if (_filling.Bytes.WrittenCount > Capacity)
            {
                return false;
            }

            AddEvent(frame, author);
            return true;
        }
    }

    /// <summary>Puts in, once a turn, the event that stands for those that found no room.</summary>
    public void AddLoss(ReadOnlySpan<byte> frame)
    {
        lock (_gate)
        {
            if (!_filling.HasLoss)
            {
                _filling.HasLoss = true;
                AddEvent(frame, author: null);
            }
        }
    }

    /// <summary>Adds a change of the topic, with the event that announces it.</summary>
    public void AddTopic(ReadOnlySpan<byte> frame, TopicChange topic)
    {
        lock (_gate)
        {
            _filling.Bytes.Write(frame);
            _filling.Entries.Add(new InboxEntry(frame.Length, topic));
            Volatile.Write(ref _added, _added + 1);
        }
    }

    /// <summary>Adds work for the turn to do at this position.</summary>
    public void AddWork(Action work)
    {
        lock (_gate)
        {
            _filling.Entries.Add(new InboxEntry(work));
            Volatile.Write(ref _added, _added + 1);
        }
    }

    /// <summary>Takes everything that is waiting; the batch belongs to the caller until the next call.</summary>
    public Batch Take()
    {
        lock (_gate)
        {
            (_filling, _spare) = (_spare, _filling);
            _filling.Clear();
            return _spare;
        }
    }

    private void AddEvent(ReadOnlySpan<byte> frame, User? author)
    {
        _filling.Bytes.Write(frame);
        _filling.Entries.Add(new InboxEntry(frame.Length, author));
        Volatile.Write(ref _added, _added + 1);
    }

    /// <summary>One half of the inbox.</summary>
    internal sealed class Batch
    {
        /// <summary>The bytes of the entries, one after the other.</summary>
        public ArrayBufferWriter<byte> Bytes { get; private set; } = new(4096);

        /// <summary>The entries.</summary>
        public List<InboxEntry> Entries { get; } = [];

        /// <summary>Whether events are missing from it.</summary>
        public bool HasLoss { get; set; }

        public void Clear()
        {
            HasLoss = false;
            Entries.Clear();
            Bytes.ResetWrittenCount();
            if (Bytes.Capacity > 1024 * 1024)
            {
                // After a rush, its memory is given back.
                Bytes = new ArrayBufferWriter<byte>(4096);
            }
        }
    }
}
