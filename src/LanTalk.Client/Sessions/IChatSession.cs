using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Security;

namespace LanTalk.Client.Sessions;

/// <summary>One user's part in a chat, from the login to the end. Events are read by one caller; everything else may be called by others meanwhile.</summary>
public interface IChatSession : IAsyncDisposable
{
    /// <summary>What the server said of itself and of the user at the last login.</summary>
    AuthOk Welcome { get; }

    /// <summary>What the server has shown to be known by; null where nothing is encrypted.</summary>
    ServerFingerprint? Certificate { get; }

    /// <summary>How it ended; null until the events have ended.</summary>
    ChatEnding? Ending { get; }

    /// <summary>Whether it can be in several rooms at once. Without, commands for rooms are the server's alone.</summary>
    bool HasRooms { get; }

    /// <summary>What happens, until the session ends.</summary>
    IAsyncEnumerable<ChatEvent> ReadAllAsync(CancellationToken cancellationToken);

    /// <summary>Takes something to be sent in its turn. An event tells what becomes of it.</summary>
    Task SendAsync(Outgoing outgoing, CancellationToken cancellationToken);

    /// <summary>Enters a room, where <see cref="HasRooms"/>.</summary>
    /// <returns>Whether the user is in it; the server says why not.</returns>
    Task<bool> JoinAsync(string room, CancellationToken cancellationToken);

    /// <summary>Enters a room if it is there already, where <see cref="HasRooms"/>.</summary>
    /// <returns>Whether the user is in it; the server says why not.</returns>
    Task<bool> JoinExistingAsync(string room, CancellationToken cancellationToken);

    /// <summary>Leaves a room.</summary>
    Task LeaveAsync(string room, CancellationToken cancellationToken);

    /// <summary>What this user and another compare to know that nobody is between them.</summary>
    /// <param name="user">The other one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">There is no connection now.</exception>
    Task<Verification> VerifyAsync(string user, CancellationToken cancellationToken);

    /// <summary>How long the server took to answer last; null where that is not known, or there is no connection.</summary>
    TimeSpan? RoundTrip { get; }

    /// <summary>Asks the server who is there and what commands it has; an event tells. Nothing happens where it does not know.</summary>
    Task AskOverviewAsync(CancellationToken cancellationToken);

    /// <summary>Tells how much is being sent where that takes noticeably long, until the result is disposed.</summary>
    /// <param name="show">Given the number; 0 when it is over.</param>
    IDisposable WatchSending(Action<int> show);

    /// <summary>Waits until it is known what became of everything that was said.</summary>
    Task WaitUntilDeliveredAsync(CancellationToken cancellationToken);

    /// <summary>Gives up what waits to be sent and was never on its way. No event tells of it.</summary>
    /// <returns>What is not sent.</returns>
    IReadOnlyList<Outgoing> CancelUnsent();

    /// <summary>Says goodbye; the events then end.</summary>
    Task QuitAsync(CancellationToken cancellationToken);

    /// <summary>Ends it at once. Events tell what was not sent, and then end.</summary>
    Task LeaveNowAsync();
}
