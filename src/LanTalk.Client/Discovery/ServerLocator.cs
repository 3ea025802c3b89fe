using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace LanTalk.Client.Discovery;

/// <summary>
/// Finds the servers on the LAN: asks on every link and listens for beacons. Sockets are open only while something is enumerated
/// or awaited. It must not know how a server is joined.
/// </summary>
/// <param name="options">Where to look.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told, at debug level, of links that cannot be asked.</param>
public sealed class ServerLocator(LocatorOptions options, TimeProvider time, ILogger<ServerLocator> logger)
{
    /// <summary>
    /// The servers that are there now, each as it is found. It ends when one was found and no other for 400 ms, and else at
    /// the timeout, empty. A server that is heard at several addresses is given by the one that is valid the farthest.
    /// </summary>
    /// <param name="timeout">The longest wait, more than zero.</param>
    /// <param name="standingOf">What a server is to the caller, where very many are announced; null if all are strangers.</param>
    /// <param name="cancellationToken">Gives up, with an exception.</param>
    public async IAsyncEnumerable<FoundServer> FindAllAsync(
        TimeSpan timeout, Func<FoundServer, ServerStanding>? standingOf, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var sockets = new LocatorSockets(options, time, logger);
        await foreach (var server in new ServerWatch(sockets.Sightings, time, standingOf ?? Stranger).FindAllAsync(timeout, cancellationToken))
        {
            yield return server;
        }
    }

    /// <summary>The servers as they appear, change and go, until cancelled. One is gone after 7 s without a sign of it.</summary>
    /// <param name="standingOf">What a server is to the caller, where very many are announced; null if all are strangers.</param>
    /// <param name="cancellationToken">Ends it, with an exception.</param>
    public async IAsyncEnumerable<ServerChange> WatchAsync(Func<FoundServer, ServerStanding>? standingOf, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var sockets = new LocatorSockets(options, time, logger);
        await foreach (var change in new ServerWatch(sockets.Sightings, time, standingOf ?? Stranger).WatchAsync(cancellationToken))
        {
            yield return change;
        }
    }

    private static ServerStanding Stranger(FoundServer server) => ServerStanding.Stranger;
}
