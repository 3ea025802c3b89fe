using System.Buffers;
using System.Text;
using LanTalk.Protocol.Messages;
using LanTalk.Server.Rooms;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.History;

/// <summary>What a newcomer is shown of what was said before: the last messages, then a line that says where the news begin.</summary>
internal sealed partial class Backlog(LanTalkServerOptions options, IRoomStore store, ServerClock clock, ILogger<Backlog> logger)
{
    // Many come at once, and nothing is said meanwhile: then all get the same.
    private volatile Cached? _cached;

    /// <summary>The frames for somebody whose place is behind message <paramref name="lastId"/>; empty if there are none.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(long lastId)
    {
        if (options.Backlog == 0 || lastId == 0)
        {
            return default;
        }

        if (_cached is { } cached && cached.LastId == lastId)
        {
            return cached.Frames;
        }

        try
        {
            // Reading takes its time, and this thread is needed for connections.
            var messages = await Task.Run(() => store.ReadBefore(Room.LobbyName, lastId + 1, options.Backlog));
            var frames = Encode(messages);
            _cached = new Cached(lastId, frames);
            return frames;
        }
        catch (StoreException e)
        {
            LogFailed(e.Message);
            return default;
        }
    }

    private ReadOnlyMemory<byte> Encode(IReadOnlyList<StoredMessage> messages)
    {
        var frames = new ArrayBufferWriter<byte>();
        foreach (var message in messages)
        {
            MessageJson.WriteFrame(frames, new RoomMessage(
                clock.At(message.At), message.User, Encoding.UTF8.GetString(message.Text.Span), message.IsAction ? true : null)
            {
                Id = message.Id,
                At = message.At,
            });
        }

        if (messages.Count > 0)
        {
            var count = messages.Count == 1 ? "message" : $"{messages.Count} messages";
            MessageJson.WriteFrame(frames, new SystemMessage(clock.Now, $"Above: the last {count}. /history shows more.", SystemEvents.Backlog));
        }

        return frames.WrittenMemory;
    }

    private sealed record Cached(long LastId, ReadOnlyMemory<byte> Frames);

    [LoggerMessage(LogLevel.Warning, "The history cannot be read: {Cause}")]
    private partial void LogFailed(string cause);
}
