namespace LanTalk.Server.History;

/// <summary>
/// Keeps what is said in rooms, and numbers it by room from 1 on without gaps. What is appended is there after a kill of the process. Knows
/// neither sessions nor connections. Appends come from one caller at a time for each room; reads come from any thread, beside them.
/// </summary>
/// <remarks>
/// What may have to wait for another program or another machine is asynchronous, and holds no thread meanwhile. A store that is at hand completes
/// at once, without an allocation.
/// </remarks>
internal interface IRoomStore : IDisposable
{
    /// <summary>Where a room stands. A room of which nothing is kept is not written: that is left to its first message or topic.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    ValueTask<RoomHead> OpenAsync(string room);

    /// <summary>The rooms of which anything is kept: messages, or a topic.</summary>
    IReadOnlyList<string> ReadNames();

    /// <summary>Keeps what a room is about; empty for nothing.</summary>
    /// <exception cref="StoreException">It is not kept.</exception>
    ValueTask ChangeTopicAsync(string room, string topic);

    /// <summary>Keeps messages, all of them or none: one transaction. The answer tells the ids that they have.</summary>
    /// <param name="room">The room.</param>
    /// <param name="after">The last message of the room that the caller knows of.</param>
    /// <param name="messages">The messages; their own ids are not looked at. They are the caller's again when the call has completed.</param>
    /// <exception cref="StoreException">They are not kept. A later call may succeed.</exception>
    /// <exception cref="ArgumentException">
    /// The caller does not know the room's last message, in a store with a single writer: it has to read on from where it is.
    /// </exception>
    ValueTask<Appended> AppendAsync(string room, long after, ReadOnlyMemory<StoredMessage> messages);

    /// <summary>The last messages before an id, at most <paramref name="count"/>, oldest first.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    IReadOnlyList<StoredMessage> ReadBefore(string room, long id, int count);

    /// <summary>The first messages after an id, oldest first: a slice of what may be a long history.</summary>
    /// <param name="room">The room.</param>
    /// <param name="id">The id before the slice.</param>
    /// <param name="count">The most messages in it.</param>
    /// <param name="maxBytes">The most bytes of text in it; one message is read however long it is.</param>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    IReadOnlyList<StoredMessage> ReadAfter(string room, long id, int count, long maxBytes = long.MaxValue);

    /// <summary>The newest messages that a query finds, at most <paramref name="count"/>, oldest first. It may take long.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    IReadOnlyList<StoredMessage> Search(string room, SearchQuery query, int count, CancellationToken cancellationToken = default);
}

/// <summary>Where a room stands in its store.</summary>
/// <param name="Epoch">Another epoch is another history, whatever the ids.</param>
/// <param name="FirstId">The oldest message that is kept; one more than <paramref name="LastId"/> if none is.</param>
/// <param name="LastId">The last message that was ever kept; 0 if there was none.</param>
/// <param name="Topic">What it is about; null if nobody has said so.</param>
/// <param name="LastAt">When the last message was posted, in milliseconds since 1970, UTC; 0 if none is kept.</param>
internal sealed record RoomHead(string Epoch, long FirstId, long LastId, string? Topic = null, long LastAt = 0);

/// <summary>A message as it is kept.</summary>
/// <param name="Id">Its number in the room; 0 before the store has given it one.</param>
/// <param name="At">When it was posted, in milliseconds since 1970, UTC.</param>
/// <param name="User">The name of who said it, at that time.</param>
/// <param name="Text">What was said, UTF-8.</param>
/// <param name="IsAction">Whether it tells what the user does.</param>
/// <param name="Sender">Who it is beyond the name: a key's full form; empty for the operator and for version 2.</param>
/// <param name="Nonce">The sender's own mark of it; empty if it has none.</param>
public readonly record struct StoredMessage(
    long Id, long At, string User, ReadOnlyMemory<byte> Text, bool IsAction = false, string Sender = "", string Nonce = "");

/// <summary>The store does not take or give messages now. The message is for the operator: it names the file, the cause and what to do.</summary>
public sealed class StoreException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>What users are told: where files lie on the server's disk is none of their business.</summary>
    public string PublicMessage { get; init; } = "The server cannot use its history now.";
}
