using LanTalk.Protocol.Messages;

namespace LanTalk.Server.History;

/// <summary>
/// Stores the messages of rooms, and numbers them per room from 1 on without gaps. Stored data survives a kill of the process. Knows neither sessions
/// nor connections. Each room has one appending caller at a time; reads come from any thread, concurrently.
/// </summary>
/// <remarks>
/// Calls that may have to wait for another program or machine are asynchronous and hold no thread meanwhile. A local store completes at once, without
/// an allocation.
/// </remarks>
internal interface IRoomStore : IDisposable
{
    /// <summary>Returns a room's state. A room of which nothing is stored is not written: its first message or topic does that.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    ValueTask<RoomHead> OpenAsync(string room);

    /// <summary>The rooms with anything stored: messages or a topic.</summary>
    IReadOnlyList<string> ReadNames();

    /// <summary>Stores a room's topic; empty for none.</summary>
    /// <exception cref="StoreException">It is not stored.</exception>
    ValueTask ChangeTopicAsync(string room, string topic);

    /// <summary>Stores messages in one transaction, all or none. The result gives their ids.</summary>
    /// <param name="room">The room.</param>
    /// <param name="after">The last message of the room that the caller knows.</param>
    /// <param name="messages">The messages; their own ids are ignored. The memory belongs to the caller again once the call has completed.</param>
    /// <exception cref="StoreException">They are not stored. A later call may succeed.</exception>
    /// <exception cref="ArgumentException">
    /// In a store with a single writer, the caller does not know the room's last message and has to read on from the one it knows.
    /// </exception>
    ValueTask<Appended> AppendAsync(string room, long after, ReadOnlyMemory<StoredMessage> messages);

    /// <summary>The last messages before an id, at most <paramref name="count"/>, oldest first.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    IReadOnlyList<StoredMessage> ReadBefore(string room, long id, int count);

    /// <summary>The first messages after an id, oldest first: one page of a history that may be long.</summary>
    /// <param name="room">The room.</param>
    /// <param name="id">The id before the page.</param>
    /// <param name="count">The maximum number of messages.</param>
    /// <param name="maxBytes">The maximum number of bytes of text; at least one message is read, whatever its length.</param>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    IReadOnlyList<StoredMessage> ReadAfter(string room, long id, int count, long maxBytes = long.MaxValue);

    /// <summary>The newest messages that match a query, at most <paramref name="count"/>, oldest first. It may take long.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    IReadOnlyList<StoredMessage> Search(string room, SearchQuery query, int count, CancellationToken cancellationToken = default);
}

/// <summary>A room's state in its store.</summary>
/// <param name="Epoch">A different epoch means a different history, whatever the ids.</param>
/// <param name="FirstId">The oldest stored message; one more than <paramref name="LastId"/> if there is none.</param>
/// <param name="LastId">The last message that was ever stored; 0 if there was none.</param>
/// <param name="Topic">The topic; null if there is none.</param>
/// <param name="LastAt">When the last message was posted, in milliseconds since 1970, UTC; 0 if none is stored.</param>
internal sealed record RoomHead(string Epoch, long FirstId, long LastId, string? Topic = null, long LastAt = 0);

/// <summary>A stored message.</summary>
/// <param name="Id">Its id, counted per room; 0 before the store has assigned one.</param>
/// <param name="At">When it was posted, in milliseconds since 1970, UTC.</param>
/// <param name="User">The sender's name at that time.</param>
/// <param name="Text">The text, UTF-8.</param>
/// <param name="IsAction">Whether the text is an action, as with /me.</param>
/// <param name="Sender">The sender's key in its full form; <c>bot:</c> and its name for a bot; empty for the operator and for version 2.</param>
/// <param name="Nonce">The sender's nonce; empty if it has none.</param>
public readonly record struct StoredMessage(
    long Id, long At, string User, ReadOnlyMemory<byte> Text, bool IsAction = false, string Sender = "", string Nonce = "")
{
    /// <summary>Begins the <see cref="Sender"/> of a bot, which has no key.</summary>
    private const string BotPrefix = "bot:";

    /// <summary>The share that it announces; null for a text.</summary>
    public ShareFacts? Share { get; init; }

    /// <summary>Whether a bot said it.</summary>
    public bool IsBot => Sender.StartsWith(BotPrefix, StringComparison.Ordinal);
}

/// <summary>
/// The store cannot be read or written at the moment. The message is for the operator: it names the file, the cause and what to do.
/// </summary>
public sealed class StoreException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>The text for users, who must not learn where files are on the server's disk.</summary>
    public string PublicMessage { get; init; } = "The server cannot use its history now.";
}
