using LanTalk.Server.History;

namespace LanTalk.Server.Tests.Rooms;

/// <summary>A store that fails when it is told to, or when it is full.</summary>
internal sealed class FailingStore : IRoomStore
{
    private readonly List<StoredMessage> _messages = [];

    /// <summary>Where it says that its file is; only the operator may read that.</summary>
    public const string Path = "/srv/secret/history.db";

    /// <summary>Why every call fails; null if none does.</summary>
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

    public RoomHead Open(string room)
    {
        ThrowIfFailing();
        return new RoomHead("epoch", 1, 0);
    }

    public void Append(string room, ReadOnlySpan<StoredMessage> messages)
    {
        ThrowIfFailing();
        if (messages.Length > Room)
        {
            throw Fault("The disk is full.");
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

    public IReadOnlyList<StoredMessage> ReadBefore(string room, long id, int count) => Nothing();

    public IReadOnlyList<StoredMessage> ReadAfter(string room, long id, int count, long maxBytes = long.MaxValue) => Nothing();

    public IReadOnlyList<StoredMessage> Search(string room, SearchQuery query, int count, CancellationToken cancellationToken = default) => Nothing();

    public IReadOnlyList<string> ReadNames() => [];

    public void ChangeTopic(string room, string topic) => ThrowIfFailing();

    public void Dispose()
    {
    }

    private IReadOnlyList<StoredMessage> Nothing()
    {
        ThrowIfFailing();
        return [];
    }

    private void ThrowIfFailing()
    {
        if (Failure is { } reason)
        {
            throw Fault(reason);
        }
    }

    private static StoreException Fault(string reason) => new($"{Path}: {reason}") { PublicMessage = reason };
}
