using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using LanTalk.Server.History;

namespace LanTalk.Server.Rooms;

/// <summary>
/// The numbers of a room's messages: stores a batch of them under the ones that they are about to have, knows which were posted before, and
/// writes the numbers into their frames. Used by the room's turn alone.
/// </summary>
internal sealed class RoomWriter(string room, IRoomStore store, long lastId)
{
    /// <summary>So many are one transaction: while a flood is stored, others have their turn at the store every few milliseconds.</summary>
    private const int MostAtOnce = 1_000;

    private readonly ArrayBufferWriter<byte> _frame = new(1024);
    private StoredMessage[] _batch = new StoredMessage[64];
    private long _lastId = lastId;
    private long _lastStoredId = lastId;
    private RecentNonces? _nonces;

    /// <summary>The number of the last message that was posted. It may be asked for by any thread.</summary>
    public long LastId => Volatile.Read(ref _lastId);

    /// <summary>Stores a batch's messages, but for those that were posted before.</summary>
    /// <returns>Why those that are not <see cref="IsStored"/> are not; null if all are.</returns>
    public StoreException? Store(RoomInbox.Batch batch)
    {
        var (count, at) = (0, 0);
        try
        {
            foreach (ref var entry in CollectionsMarshal.AsSpan(batch.Entries))
            {
                if (entry.Author is not null && !IsRepeated(ref entry, _batch.AsSpan(0, count)))
                {
                    if (count == _batch.Length)
                    {
                        Array.Resize(ref _batch, _batch.Length * 2);
                    }

                    var text = batch.Bytes.WrittenMemory.Slice(at + entry.FrameLength, entry.TextLength);
                    entry.Id = _lastId + count + 1;
                    _batch[count++] = new StoredMessage(entry.Id, entry.At, entry.UserName!, text, entry.IsAction, SenderOf(entry), entry.Nonce ?? "");
                }

                at += entry.FrameLength + entry.TextLength;
            }

            for (var stored = 0; stored < count; stored += MostAtOnce)
            {
                store.Append(room, _batch.AsSpan(stored, Math.Min(MostAtOnce, count - stored)));
                _lastStoredId = _batch[Math.Min(stored + MostAtOnce, count) - 1].Id;
            }

            return null;
        }
        catch (StoreException e)
        {
            return e;
        }
        finally
        {
            Array.Clear(_batch, 0, count);
        }
    }

    /// <summary>Whether a message of the batch is stored, now or before. One without a number was not come to.</summary>
    public bool IsStored(in InboxEntry entry) => entry.Id > 0 && entry.Id <= _lastStoredId;

    /// <summary>A message that is stored is posted now.</summary>
    /// <param name="entry">The message.</param>
    /// <param name="frame">Its frame without the end of the object.</param>
    /// <returns>The whole frame, with the message's number and time; valid until the next one.</returns>
    public ReadOnlySpan<byte> Post(in InboxEntry entry, ReadOnlySpan<byte> frame)
    {
        Volatile.Write(ref _lastId, entry.Id);
        if (entry.Nonce is { } nonce)
        {
            _nonces!.Add(SenderOf(entry), nonce, entry.Id);
        }

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

    /// <summary>Whether a message has been posted before, or stands before this one in the batch; notes its number.</summary>
    private bool IsRepeated(ref InboxEntry entry, ReadOnlySpan<StoredMessage> batch)
    {
        if (entry.Nonce is not { } nonce)
        {
            return false;
        }

        _nonces ??= RecentNonces.Of(store, room);
        entry.Id = _nonces.Find(SenderOf(entry), nonce);
        for (var i = 0; i < batch.Length && entry.Id == 0; i++)
        {
            if (batch[i].Nonce == nonce && batch[i].Sender == SenderOf(entry))
            {
                entry.Id = batch[i].Id;
            }
        }

        return entry.IsRepeated = entry.Id != 0;
    }

    private static string SenderOf(in InboxEntry entry) => entry.User?.Sender ?? "";
}
