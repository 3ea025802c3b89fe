using LanTalk.Client.Addresses;
using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Security;

namespace LanTalk.Client.Sessions;

/// <summary>
/// One user's part in a chat, from the login to the end. Events are read by one caller; everything else may be called by others at the same time.
/// </summary>
public interface IChatSession : IAsyncDisposable
{
    /// <summary>The server's welcome at the last login.</summary>
    AuthOk Welcome { get; }

    /// <summary>The server's certificate; null without encryption.</summary>
    ServerFingerprint? Certificate { get; }

    /// <summary>The server's current address; null without encryption, where there are no files.</summary>
    ServerAddress? Address { get; }

    /// <summary>How it ended; null until the events have ended.</summary>
    ChatEnding? Ending { get; }

    /// <summary>Whether it can be in several rooms at once. If not, commands for rooms are handled by the server alone.</summary>
    bool HasRooms { get; }

    /// <summary>The events, until the session ends.</summary>
    IAsyncEnumerable<ChatEvent> ReadAllAsync(CancellationToken cancellationToken);

    /// <summary>Queues a message to be sent. An event tells its outcome.</summary>
    Task SendAsync(Outgoing outgoing, CancellationToken cancellationToken);

    /// <summary>Enters a room, where <see cref="HasRooms"/>.</summary>
    /// <returns>Whether the user is in it; if not, the server says why.</returns>
    Task<bool> JoinAsync(string room, CancellationToken cancellationToken);

    /// <summary>Enters a room if it already exists, where <see cref="HasRooms"/>.</summary>
    /// <returns>Whether the user is in it; if not, the server says why.</returns>
    Task<bool> JoinExistingAsync(string room, CancellationToken cancellationToken);

    /// <summary>Leaves a room.</summary>
    Task LeaveAsync(string room, CancellationToken cancellationToken);

    /// <summary>The words that this user and another compare to know that nobody is between them.</summary>
    /// <param name="user">The other user.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="IOException">There is no connection now.</exception>
    Task<Verification> VerifyAsync(string user, CancellationToken cancellationToken);

    /// <summary>Finds the key that something can be sealed for. An event tells if it is another one than before.</summary>
    /// <param name="user">The user.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="IOException">There is no connection now.</exception>
    Task<RecipientKey> FindKeyAsync(string user, CancellationToken cancellationToken);

    /// <summary>The server's last response time; null if it is not known, or there is no connection.</summary>
    TimeSpan? RoundTrip { get; }

    /// <summary>
    /// Asks the server who is online and which commands it has; an event tells. Does nothing if the server does not know that request.
    /// </summary>
    Task AskOverviewAsync(CancellationToken cancellationToken);

    /// <summary>Asks for a ticket to send or get files.</summary>
    /// <param name="share">The share to get; null to send one.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="RefusedException">The server gives none.</exception>
    /// <exception cref="IOException">There is no connection now.</exception>
    Task<string> AskTicketAsync(long? share, CancellationToken cancellationToken);

    /// <summary>Asks which shares of a room are on the server, oldest first, and which are sealed for the user or by the user.</summary>
    /// <param name="room">The room; null for the lobby.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="RefusedException">The server does not say.</exception>
    /// <exception cref="IOException">There is no connection now.</exception>
    Task<ShareList> AskSharesAsync(string? room, CancellationToken cancellationToken);

    /// <summary>Reports how many messages are being sent if it takes noticeably long, until the result is disposed.</summary>
    /// <param name="show">Called with the number; 0 when it is over.</param>
    IDisposable WatchSending(Action<int> show);

    /// <summary>Waits until the outcome of every message is known.</summary>
    Task WaitUntilDeliveredAsync(CancellationToken cancellationToken);

    /// <summary>Drops the waiting messages that were never on their way. No event tells of them.</summary>
    /// <returns>The dropped messages.</returns>
    IReadOnlyList<Outgoing> CancelUnsent();

    /// <summary>Says goodbye; the events then end.</summary>
    Task QuitAsync(CancellationToken cancellationToken);

    /// <summary>Ends it at once. Events tell which messages were not sent, and then end.</summary>
    Task LeaveNowAsync();
}
