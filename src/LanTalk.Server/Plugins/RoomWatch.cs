using System.Buffers;
using System.Text.Json;
using LanTalk.Protocol.Messages;
using LanTalk.Server.Clock;
using LanTalk.Server.History;
using LanTalk.Server.PluginLines;
using LanTalk.Server.Programs;
using LanTalk.Server.Rooms;

namespace LanTalk.Server.Plugins;

/// <summary>A room that a plug-in watches: first what it has missed, from the store, then what is new, from the room's log.</summary>
/// <param name="room">The room.</param>
/// <param name="confirmed">The message up to which the plug-in has dealt with all; null if it wants only what is new.</param>
/// <param name="wake">Called when there may be news.</param>
internal sealed class RoomWatch(Room room, long? confirmed, Action wake) : IRoomReader
{
    private const int MaxMissed = 1000;
    private const int PageLength = 100;

    private RoomLog? _log;
    private LogCursor _cursor;
    private long _lastId;
    private long _next;
    private volatile bool _hasBegun;

    public Room Room => room;

    /// <inheritdoc/>
    public int Index { get; set; } = int.MaxValue;

    /// <inheritdoc/>
    public IFrameTranslator? Translator => null;

    /// <inheritdoc/>
    public void Begin(RoomLog log, long lastId)
    {
        (_log, _cursor, _lastId) = (log, log.End(), lastId);
        _next = (confirmed ?? lastId) + 1;
        _hasBegun = true;
        wake();
    }

    /// <inheritdoc/>
    public void Wake() => wake();

    /// <summary>Appends what is there, until there are about 64 KiB. One thread at a time; it may wait for the store.</summary>
    public void Fill(ArrayBufferWriter<byte> output, WatchForm form, IRoomStore store, ServerClock clock, long window)
    {
        if (!_hasBegun)
        {
            return;
        }

        var wantsMessages = form.Messages != false;
        while (_next <= _lastId && output.WrittenCount < ProgramInput.BatchSize)
        {
            CatchUp(output, wantsMessages, store, clock);
        }

        if (window > 0 && _log!.Length - _cursor.Position > window)
        {
            Skip(output);
        }

        while (output.WrittenCount < ProgramInput.BatchSize && _cursor.TryFindNews(out var end))
        {
            Append(output, _cursor.ReadRun(end).Span, wantsMessages, form.Events != false);
        }
    }

    private void CatchUp(ArrayBufferWriter<byte> output, bool wantsMessages, IRoomStore store, ServerClock clock)
    {
        if (_lastId - _next >= MaxMissed || !wantsMessages)
        {
            GapUpTo(_lastId, output);
            return;
        }

        IReadOnlyList<StoredMessage> page;
        try
        {
            page = store.ReadAfter(room.Name, _next - 1, PageLength, ProgramInput.BatchSize);
        }
        catch (StoreException)
        {
            // The server says so itself where it happens to users. The plug-in can read what it missed later.
            GapUpTo(_lastId, output);
            return;
        }

        foreach (var message in page.Where(message => message.Id <= _lastId))
        {
            if (message.Id > _next)
            {
                // The history before it has been removed by age.
                GapUpTo(message.Id - 1, output);
            }

            MessageJson.WriteFrame(output, RoomMessages.Of(message, room.WireName, clock));
            _next = message.Id + 1;
        }

        if (page.Count == 0)
        {
            GapUpTo(_lastId, output);
        }
    }

    private void GapUpTo(long last, ArrayBufferWriter<byte> output)
    {
        output.Write(LineJson.Write(new GapLine(room.Name, _next, last)));
        _next = last + 1;
    }

    /// <summary>Skips what the plug-in was too slow for, and tells which messages that were.</summary>
    private void Skip(ArrayBufferWriter<byte> output)
    {
        long first = 0, last = 0;
        while (_cursor.TryFindNews(out var end))
        {
            foreach (var frame in Frames(_cursor.ReadRun(end)))
            {
                if (IsMessage(frame.Span) && IdOf(frame.Span) is { } id)
                {
                    first = first == 0 ? id : first;
                    last = id;
                }
            }
        }

        if (first > 0)
        {
            output.Write(LineJson.Write(new GapLine(room.Name, first, last)));
        }
    }

    private static void Append(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> run, bool wantsMessages, bool wantsEvents)
    {
        if (wantsMessages && wantsEvents)
        {
            output.Write(run);
            return;
        }

        while (!run.IsEmpty)
        {
            var length = run.IndexOf((byte)'\n') + 1;
            if (IsMessage(run) ? wantsMessages : wantsEvents)
            {
                output.Write(run[..length]);
            }

            run = run[length..];
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Frames(ReadOnlyMemory<byte> run)
    {
        while (!run.IsEmpty)
        {
            var length = run.Span.IndexOf((byte)'\n') + 1;
            yield return run[..length];
            run = run[length..];
        }
    }

    private static bool IsMessage(ReadOnlySpan<byte> frame) => frame.StartsWith("{\"type\":\"message\""u8);

    private static long? IdOf(ReadOnlySpan<byte> frame)
    {
        var reader = new Utf8JsonReader(frame);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                return reader.GetInt64();
            }
        }

        return null;
    }
}
