using System.Buffers;
using System.Runtime.InteropServices;
using LanTalk.Protocol.Messages;
using LanTalk.Server.Clock;
using LanTalk.Server.History;
using LanTalk.Server.Users;

namespace LanTalk.Server.Rooms;

/// <summary>Processes a batch in a room's turn: stores its messages, then shows all of it in order. Used by the turn only.</summary>
internal sealed class RoomServing(Room room, RoomHead head, IRoomStore store, RoomLog log, RoomAudience audience, RoomFaults faults, ServerClock clock)
{
    private readonly RoomWriter _writer = new(room.Name, store, head);
    private readonly ArrayBufferWriter<byte> _other = new();

    // Read by any thread.
    private volatile string? _topic = head.Topic;

    // The turn's progress in its batch, and in the batch's bytes.
    private int _position;
    private int _offset;
    private int _shown;
    private Exception? _error;

    /// <summary>The room's topic; null if it has none.</summary>
    public string? Topic => _topic;

    /// <summary>The id of the last posted message.</summary>
    public long LastId => _writer.LastId;

    /// <summary>Serves a batch; returns how many frames were appended to the log. Never throws.</summary>
    public async ValueTask<int> ServeAsync(RoomInbox.Batch batch)
    {
        var fault = await _writer.StoreAsync(batch);
        if (fault is not null)
        {
            faults.Note(fault);
        }

        (_position, _offset, _shown) = (0, 0, 0);
        while (ShowUpToTopic(batch, fault) is { } change)
        {
            await ChangeTopicAsync(change, batch);
        }

        Finish();
        if (_error is { } error)
        {
            _error = null;
            faults.Note(room.Name, error);
        }

        return _shown;
    }

    /// <summary>
    /// Shows a batch from the turn's progress up to the next change of the topic, which is returned; null at the end. An entry that fails is skipped:
    /// no internal error ends more than that.
    /// </summary>
    private TopicChange? ShowUpToTopic(RoomInbox.Batch batch, StoreException? fault)
    {
        var entries = CollectionsMarshal.AsSpan(batch.Entries);
        while (_position < entries.Length)
        {
            try
            {
                while (_position < entries.Length)
                {
                    ref readonly var entry = ref entries[_position];
                    if (entry.Topic is { } topic)
                    {
                        return topic;
                    }

                    var frame = batch.Bytes.WrittenSpan.Slice(_offset, entry.FrameLength);
                    _position++;
                    _offset += entry.FrameLength + entry.TextLength;
                    Show(entry, frame, fault);
                }
            }
            catch (Exception e)
            {
                _error = e;
            }
        }

        return null;
    }

    private void Finish()
    {
        try
        {
            ShowOthers(before: long.MaxValue);
            audience.CatchUp();
        }
        catch (Exception e)
        {
            _error = e;
        }
    }

    private void Show(in InboxEntry entry, ReadOnlySpan<byte> frame, StoreException? fault)
    {
        if (entry.Work is { } work)
        {
            // The work may end a reader, which must first get everything posted before.
            audience.CatchUp();
            work();
        }
        else if (entry.Author is not { } author)
        {
            Append(frame, entry.User);
        }
        else if (_writer.IdOf(entry) is var id && id == 0)
        {
            author.NotPosted(author.User is null ? fault!.Message : fault!.PublicMessage, entry.Nonce);
        }
        else if (entry.IsRepeated)
        {
            author.PostedBefore(entry.Nonce!, id);
        }
        else
        {
            ShowOthers(before: id);
            Append(_writer.Post(entry, frame), entry.User);
            if (entry.Share is not null)
            {
                author.Announced(id);
            }
        }
    }

    /// <summary>Shows messages that others posted in this room through the store, in order among those posted here.</summary>
    private void ShowOthers(long before)
    {
        while (_writer.TryPostOther(before, out var message))
        {
            _other.ResetWrittenCount();
            MessageJson.WriteFrame(_other, RoomMessages.Of(message, room.WireName, clock));
            Append(_other.WrittenSpan, author: null);
        }
    }

    private async ValueTask ChangeTopicAsync(TopicChange change, RoomInbox.Batch batch)
    {
        var length = batch.Entries[_position++].FrameLength;
        var offset = _offset;
        _offset += length;
        try
        {
            await store.ChangeTopicAsync(room.Name, change.Topic);
            _topic = change.Topic.Length == 0 ? null : change.Topic;
            Append(batch.Bytes.WrittenSpan.Slice(offset, length), author: null);
            change.Complete();
        }
        catch (StoreException e)
        {
            change.Fail(e);
        }
        catch (Exception e)
        {
            faults.Note(room.Name, e);
            change.Fail(new StoreException($"An internal error: {e.Message}", e));
        }
    }

    private void Append(ReadOnlySpan<byte> frame, User? author)
    {
        log.Append(frame, author);
        _shown++;
    }
}
