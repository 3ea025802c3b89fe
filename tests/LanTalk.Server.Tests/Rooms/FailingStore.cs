using LanTalk.Server.History;

namespace LanTalk.Server.Tests.Rooms;

/// <summary>A store that fails when it is told to, or when it is full.</summary>
internal sealed class FailingStore : IRoomStore
{
    private readonly List<StoredMessage> _messages = [];

    public string? Failure { get; set; }

    /// <summary>How many more messages it takes.</summary>
    public int Room { get; set; } = int.MaxValue;

    /// <summary>How many messages each append had that it took.</summary>
    public List<int> Parts { get; } = [];

    public IReadOnlyList<string> Kept
    {
        get
        {
            lock (_messages)
            {
                return [.. _messages.Select(message => System.Text.Encoding.UTF8.GetString(message.Text.Span))];
            }
        }
    }

    public RoomHead Open(string room) => new("epoch", 1, 0);

    public void Append(string room, ReadOnlySpan<StoredMessage> messages)
    {
        if (Failure is { } reason)
        {
            throw new StoreException(reason);
        }

        if (messages.Length > Room)
        {
            throw new StoreException("The disk is full.");
        }

        Room -= messages.Length;
        Parts.Add(messages.Length);
        lock (_messages)
        {
            foreach (var message in messages)
            {
                message.Id.Should().Be(_messages.Count + 1);
                _messages.Add(message with { Text = message.Text.ToArray() });
            }
        }
    }

    public IReadOnlyList<StoredMessage> ReadBefore(string room, long id, int count) => [];

    public IReadOnlyList<StoredMessage> ReadAfter(string room, long id, int count) => [];

    public IReadOnlyList<StoredMessage> Search(string room, SearchQuery query, int count, CancellationToken cancellationToken = default) => [];

    public IReadOnlyList<string> ReadNames() => [];

    public void ChangeTopic(string room, string topic)
    {
    }

    public void Dispose()
    {
    }
}
