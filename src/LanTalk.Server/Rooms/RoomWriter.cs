using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using LanTalk.Server.History;

namespace LanTalk.Server.Rooms;

/// <summary>
/// Passes a room's messages through the store, which decides their order: recognises repeated ones, and writes ids into the frames. Used by the
/// room's turn only.
/// </summary>
internal sealed class RoomWriter(string room, IRoomStore store, RoomHead head)
{
    /// <summary>
    /// The maximum number of messages per transaction: while a flood is stored, other rooms get to the store every few milliseconds.
    /// </summary>
    private const int MostAtOnce = 1_000;

    /// <summary>How far the clock may go back, in milliseconds, without messages getting earlier times than those before them.</summary>
    private const long MostSetBack = 60_000;

    private readonly ArrayBufferWriter<byte> _frame = new(1024);
    private readonly Queue<StoredMessage> _others = new();

    // The messages of the present batch to be stored, and their positions in it.
    private StoredMessage[] _messages = new StoredMessage[64];
    private int[] _positions = new int[64];
    private int _count;

    private long _lastId = head.LastId;
    private long _lastStoredId = head.LastId;
    private long _lastAt = head.LastAt;
    private RecentNonces? _nonces;

    // Whether the store may hold messages that it did not confirm.
    private bool _mayBeBehind;

    /// <summary>The id of the last posted message. Readable by any thread.</summary>
    public long LastId => Volatile.Read(ref _lastId);

    /// <summary>Stores a batch's messages, except those that were posted before.</summary>
    /// <returns>Why the messages without an <see cref="IdOf"/> are not stored; null if all are.</returns>
    public async ValueTask<StoreException?> StoreAsync(RoomInbox.Batch batch)
    {
        var stored = 0;
        try
        {
            if (_mayBeBehind)
            {
                CatchUp();
            }

            Collect(batch);
            while (stored < _count)
            {
                var part = Math.Min(MostAtOnce, _count - stored);
                Number(batch, stored, part, await store.AppendAsync(room, _lastStoredId, _messages.AsMemory(stored, part)));
                stored += part;
            }

            return null;
        }
        catch (Exception e)
        {
            // The boundary for any exception of a store: it ends this batch only.
            _mayBeBehind = true;
            var cause = $"{e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}";
            return e as StoreException ?? new StoreException($"An internal error while {room} was stored: {cause}", e)
            {
                PublicMessage = "The server failed to store this message. Nobody got it; try again.",
            };
        }
        finally
        {
            Release(stored);
        }
    }

    /// <summary>The id of a message of the batch, whether it was stored now or before; 0 if it is not stored.</summary>
    public long IdOf(in InboxEntry entry) => entry is { Id: 0, IsRepeated: true } ? _nonces!.Find(SenderOf(entry), entry.Nonce!) : entry.Id;

    /// <summary>Posts the next message of others before an id; false if there are no more.</summary>
    public bool TryPostOther(long before, out StoredMessage message)
    {
        if (!_others.TryPeek(out message) || message.Id >= before)
        {
            return false;
        }

        Volatile.Write(ref _lastId, _others.Dequeue().Id);
        return true;
    }

    /// <summary>Posts a stored message.</summary>
    /// <param name="entry">The message.</param>
    /// <param name="frame">Its frame without the end of the JSON object.</param>
    /// <returns>The whole frame, with the message's id and time; valid until the next call.</returns>
    public ReadOnlySpan<byte> Post(in InboxEntry entry, ReadOnlySpan<byte> frame)
    {
        Volatile.Write(ref _lastId, entry.Id);

        const int LongestNumber = 20;
        _frame.ResetWrittenCount();
        _frame.Write(frame);
        _frame.Write(",\"id\":"u8);
        Utf8Formatter.TryFormat(entry.Id, _frame.GetSpan(LongestNumber), out var written);
        _frame.Advance(written);
        _frame.Write(",\"at\":"u8);
        Utf8Formatter.TryFormat(entry.At, _frame.GetSpan(LongestNumber), out written);
        _frame.Advance(written);
        _frame.Write("}\n"u8);
        return _frame.WrittenSpan;
    }

    /// <summary>Collects the messages of a batch that are to be stored.</summary>
    private void Collect(RoomInbox.Batch batch)
    {
        var at = 0;
        var entries = CollectionsMarshal.AsSpan(batch.Entries);
        for (var i = 0; i < entries.Length; i++)
        {
            ref var entry = ref entries[i];
            if (entry.Author is not null && !IsRepeated(ref entry))
            {
                if (_count == _messages.Length)
                {
                    Array.Resize(ref _messages, _count * 2);
                    Array.Resize(ref _positions, _count * 2);
                }

                var text = batch.Bytes.WrittenMemory.Slice(at + entry.FrameLength, entry.TextLength);
                entry.At = _lastAt = Follow(entry.At);
                _positions[_count] = i;
                _messages[_count++] = new StoredMessage(0, entry.At, entry.UserName!, text, entry.IsAction, SenderOf(entry), entry.Nonce ?? "")
                {
                    Share = entry.Share,
                };
            }

            at += entry.FrameLength + entry.TextLength;
        }
    }

    /// <summary>Records the ids that the store gave to a part of the batch.</summary>
    private void Number(RoomInbox.Batch batch, int start, int count, Appended appended)
    {
        AddOthers(appended.Others);
        var entries = CollectionsMarshal.AsSpan(batch.Entries);
        var id = appended.FirstId;
        for (var i = 0; i < count; i++)
        {
            ref var entry = ref entries[_positions[start + i]];
            var known = appended.Repeated?[i] ?? 0;
            entry.IsRepeated = known > 0;
            entry.Id = known > 0 ? known : id++;
            if (entry.Nonce is { } nonce)
            {
                _nonces!.Set(SenderOf(entry), nonce, entry.Id);
            }
        }

        _lastStoredId = Math.Max(_lastStoredId, id - 1);
    }

    private void Release(int stored)
    {
        foreach (ref readonly var message in _messages.AsSpan(stored, _count - stored))
        {
            if (message.Nonce.Length > 0)
            {
                _nonces!.Release(message.Sender, message.Nonce);
            }
        }

        Array.Clear(_messages, 0, _count);
        _count = 0;
    }

    /// <summary>
    /// Reads messages that the store kept without confirming them: an error does not tell whether the last transaction was committed.
    /// </summary>
    private void CatchUp()
    {
        while (store.ReadAfter(room, _lastStoredId, MostAtOnce) is { Count: > 0 } page)
        {
            AddOthers(page);
        }

        _mayBeBehind = false;
    }

    private void AddOthers(IReadOnlyList<StoredMessage>? messages)
    {
        foreach (var message in messages ?? [])
        {
            _others.Enqueue(message);
            (_lastStoredId, _lastAt) = (message.Id, Follow(message.At));
            if (message.Nonce.Length > 0)
            {
                _nonces?.Set(message.Sender, message.Nonce, message.Id);
            }
        }
    }

    /// <summary>Whether a message was posted before, or repeats one earlier in the batch.</summary>
    private bool IsRepeated(ref InboxEntry entry)
    {
        if (entry.Nonce is not { } nonce)
        {
            return false;
        }

        _nonces ??= RecentNonces.Of(store, room);
        return entry.IsRepeated = !_nonces.TryClaim(SenderOf(entry), nonce);
    }

    /// <summary>
    /// Keeps times in the order of the messages when the clock is corrected a little; a larger step back means that the clock is wrong.
    /// </summary>
    private long Follow(long at) => at >= _lastAt || _lastAt - at > MostSetBack ? at : _lastAt;

    private static string SenderOf(in InboxEntry entry) => entry.User?.Sender ?? "";
}
