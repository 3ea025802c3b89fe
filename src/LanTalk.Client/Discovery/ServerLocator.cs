using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace LanTalk.Client.Discovery;

/// <summary>
/// Finds the servers on the LAN: asks on every link and listens for beacons. Sockets are open only while something is enumerated or awaited. It must
/// not know how a server is joined.
/// </summary>
/// <param name="options">Where to look.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Receives, at debug level, the links that cannot be asked.</param>
public sealed class ServerLocator(LocatorOptions options, TimeProvider time, ILogger<ServerLocator> logger)
{
    /// <summary>
    /// The servers there are now, each as it is found. Ends 400 ms after the last new one, or empty at the timeout. A server that is heard at several
    /// addresses is returned with the one of the widest scope.
    /// </summary>
    /// <param name="timeout">The longest wait, above zero.</param>
    /// <param name="standingOf">A server's standing with the caller, for when very many are announced; null if all are strangers.</param>
    /// <param name="cancellationToken">Cancels it, with an exception.</param>
    public async IAsyncEnumerable<FoundServer> FindAllAsync(
        TimeSpan timeout, Func<FoundServer, ServerStanding>? standingOf, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var sockets = new LocatorSockets(options, time, logger);
        await foreach (var server in new ServerWatch(sockets.Sightings, time, standingOf ?? Stranger).FindAllAsync(timeout, cancellationToken))
        {
            yield return server;
        }
    }

    /// <summary>The servers as they appear, change and go, until cancelled. One is gone after 7 s of silence.</summary>
    /// <param name="standingOf">A server's standing with the caller, for when very many are announced; null if all are strangers.</param>
    /// <param name="cancellationToken">Ends it, with an exception.</param>
    public async IAsyncEnumerable<ServerChange> WatchAsync(Func<FoundServer, ServerStanding>? standingOf,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var sockets = new LocatorSockets(options, time, logger);
        await foreach (var change in new ServerWatch(sockets.Sightings, time, standingOf ?? Stranger).WatchAsync(cancellationToken))
        {
            yield return change;
        }
    }

    private static ServerStanding Stranger(FoundServer server) => ServerStanding.Stranger;
}
