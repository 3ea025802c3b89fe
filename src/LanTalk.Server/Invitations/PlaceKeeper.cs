using LanTalk.Server.Configuration;
using LanTalk.Server.Connections;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Invitations;

/// <summary>Knows where this server is, and writes it down while it listens, so that <c>lantalk invite</c> beside it knows too.</summary>
public sealed partial class PlaceKeeper(LanTalkServerOptions options, ListeningState listening, InvitationStore store, ILogger<PlaceKeeper> logger)
    : IHostedService
{
    /// <summary>Where the server is now.</summary>
    public ServerPlace Place => new(
        listening.Port, [.. listening.EndPoints.Select(endPoint => endPoint.Address)], options.NeedsPassword, options.InvitesOrDefault);

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => TryNoteAsync(Place);

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => TryNoteAsync(null);

    private async Task TryNoteAsync(ServerPlace? place)
    {
        try
        {
            await store.NoteAsync(place);
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
