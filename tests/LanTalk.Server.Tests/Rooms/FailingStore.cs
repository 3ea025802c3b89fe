using LanTalk.Server.History;

namespace LanTalk.Server.Tests.Rooms;

/// <summary>A store that fails when told to, or when it is full.</summary>
internal sealed class FailingStore : IRoomStore
{
    private readonly List<StoredMessage> _messages = [];
    private readonly TaskCompletionSource _isDelayed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The path of its file in its errors, which only the operator may read.</summary>
    public const string Path = "/srv/secret/history.db";

    /// <summary>Why every call fails; null if none does.</summary>
    public string? Failure { get; set; }

    /// <summary>How many more messages it accepts.</summary>
    public int Room { get; set; } = int.MaxValue;

    /// <summary>The number of messages in each successful append.</summary>
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

    /// <summary>The messages that others post before the next append; see <see cref="Appended"/>.</summary>
    public List<StoredMessage> Others { get; } = [];

    /// <summary>Thrown once by the next append, after it has stored the messages.</summary>
    public Exception? FaultAfterwards { get; set; }

    /// <summary>The next append or change of a topic waits for this; null if it completes at once.</summary>
    public TaskCompletionSource? Delay { get; set; }

    /// <summary>Completes when an append waits for <see cref="Delay"/>.</summary>
    public Task IsDelayed => _isDelayed.Task;

    /// <summary>Opening a room waits for this; null if it completes at once.</summary>
    public TaskCompletionSource? OpeningDelay { get; set; }

    public async ValueTask<RoomHead> OpenAsync(string room)
    {
        await (OpeningDelay?.Task ?? Task.CompletedTask);
        ThrowIfFailing();
        return new RoomHead("epoch", 1, 0);
    }

    public async ValueTask<Appended> AppendAsync(string room, long after, ReadOnlyMemory<StoredMessage> messages)
    {
        if (Delay is { } delay)
        {
            _isDelayed.TrySetResult();
            await delay.Task;
        }

        ThrowIfFailing();
        if (messages.Length > Room)
        {
            throw Fault("The disk is full.");
        }

        Room -= messages.Length;
        Parts.Add(messages.Length);
        lock (_messages)
        {
            ((long)_messages.Count).Should().Be(after);
            var others = Others.Select(other => Keep(other)).ToList();
            Others.Clear();
            var known = messages.ToArray()
                .Select(message => message.Nonce.Length == 0 ? 0 : others.FirstOrDefault(other => other.Nonce == message.Nonce).Id).ToList();
            var first = _messages.Count + 1;
            for (var i = 0; i < known.Count; i++)
            {
                if (known[i] == 0)
                {
                    Keep(messages.Span[i]);
                }
            }

            if (FaultAfterwards is { } fault)
            {
                FaultAfterwards = null;
                throw fault;
            }

            return new Appended(first, others, known);
        }
    }

    public IReadOnlyList<StoredMessage> ReadBefore(string room, long id, int count) => Nothing();

    public IReadOnlyList<StoredMessage> ReadAfter(string room, long id, int count, long maxBytes = long.MaxValue)
    {
        ThrowIfFailing();
        lock (_messages)
        {
            return [.. _messages.Skip((int)id).Take(count)];
        }
    }

    public IReadOnlyList<StoredMessage> Search(string room, SearchQuery query, int count, CancellationToken cancellationToken = default) => Nothing();

    public IReadOnlyList<string> ReadNames() => [];

    public async ValueTask ChangeTopicAsync(string room, string topic)
    {
        await (Delay?.Task ?? Task.CompletedTask);
        ThrowIfFailing();
    }

    public void Dispose()
    {
    }

    private StoredMessage Keep(in StoredMessage message)
    {
        _messages.Add(message with { Id = _messages.Count + 1, Text = message.Text.ToArray() });
        return _messages[^1];
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
