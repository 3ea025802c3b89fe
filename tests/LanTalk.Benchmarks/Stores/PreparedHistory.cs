using System.Text;
using LanTalk.Protocol.Names;
using LanTalk.Server.History;

namespace LanTalk.Benchmarks.Stores;

/// <summary>The lobby's messages from before a server starts.</summary>
internal static class PreparedHistory
{
    private const int BatchSize = 500;

    /// <summary>Appends messages to those already there; returns the last message's number.</summary>
    public static long Extend(string directory, int messages, TimeProvider time)
    {
        using var store = SqliteRoomStore.Open(directory, new HistoryLimit());
        var last = store.OpenAsync(RoomName.Lobby).AsTask().GetAwaiter().GetResult().LastId;
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var numbers in Enumerable.Range(1, messages).Chunk(BatchSize))
        {
            store.AppendAsync(RoomName.Lobby, last + numbers[0] - 1, numbers.Select(number => new StoredMessage(
                0, now, $"user-{number % 100}", Encoding.ASCII.GetBytes($"message {number} of some length, as people write them"),
                    Nonce: $"n{last + number}")).ToArray()).AsTask().GetAwaiter().GetResult();
        }

        return last + messages;
    }
}
