using System.Security.Cryptography;

namespace LanTalk.Server.History;

/// <summary>For now.</summary>
internal sealed class MemoryRoomStore : IRoomStore
{
    private readonly List<StoredMessage> _messages = [];
    private long _last;

    public RoomHead Open(string room) => new(Convert.ToHexString(RandomNumberGenerator.GetBytes(8)), 1, 0);

    public void Append(string room, ReadOnlySpan<StoredMessage> messages)
    {
        lock (_messages)
        {
            foreach (var m in messages) { _messages.Add(m with { Text = m.Text.ToArray() }); _last = m.Id; }
            if (_messages.Count > 20000) { _messages.RemoveRange(0, 10000); }
        }
    }

    public IReadOnlyList<StoredMessage> ReadBefore(string room, long id, int count) { lock (_messages) { return [.. _messages.Where(m => m.Id < id).TakeLast(count)]; } }

    public IReadOnlyList<StoredMessage> ReadAfter(string room, long id, int count) => throw new StoreException("x");

    public IReadOnlyList<StoredMessage> Search(string room, SearchQuery query, int count) => throw new StoreException("x");

    public long? Find(string room, string sender, string nonce) => null;

    public void Dispose() { }
}
