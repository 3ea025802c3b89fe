using LanTalk.Server.Configuration;
using LanTalk.Server.Connections;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Invitations;

/// <summary>Publishes where this server is while it listens, in the data directory, so that <c>lantalk invite</c> finds it there.</summary>
public sealed partial class LocationPublisher(LanTalkServerOptions options, ListeningState listening, InvitationStore store, ILogger<LocationPublisher> logger)
    : IHostedService
{
    /// <summary>Where the server is now.</summary>
    public ServerLocation Location => new(
        listening.Port, [.. listening.EndPoints.Select(endPoint => endPoint.Address)], options.NeedsPassword, options.InvitesOrDefault);

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => TryPublishAsync(Location);

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => TryPublishAsync(null);

    private async Task TryPublishAsync(ServerLocation? location)
    {
        try
        {
            await store.PublishAsync(location);
        }
        catch (InvitationStoreException e)
        {
            // The server itself does without.
            LogFailed(e.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "lantalk invite cannot find this server by its data directory: {Cause}")]
    private partial void LogFailed(string cause);
}
