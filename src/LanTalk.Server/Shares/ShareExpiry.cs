using LanTalk.Server.Configuration;
using LanTalk.Server.Periodic;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Shares;

/// <summary>
/// Removes shares that are too old, and those that nobody sends any more and nobody can know of: no room was told of them, or nothing of a sealed one
/// has come.
/// </summary>
internal sealed partial class ShareExpiry(ShareStore store, LanTalkServerOptions options, TimeProvider time, ILogger<ShareExpiry> logger)
    : PeriodicService(TimeSpan.FromMinutes(1), time, logger)
{
    private static readonly TimeSpan UnannouncedStay = TimeSpan.FromHours(1);

    private readonly ILogger<ShareExpiry> _logger = logger;

    /// <inheritdoc/>
    protected override Task RoundAsync(CancellationToken stopping) => options.Files is null ? Task.CompletedTask : RemoveExpiredAsync();

    /// <summary>Removes what has expired.</summary>
    internal async Task RemoveExpiredAsync()
    {
        foreach (var share in store.All.Where(IsExpired))
        {
            LogExpired(share.Facts.Id, share.Record.OwnerName);
            await store.RemoveAsync(share);
        }

        await store.RemoveLeftoversAsync();
    }

    private bool IsExpired(Share share)
    {
        var age = Time.GetUtcNow() - share.LastProgress;
        return (options.KeepFiles > TimeSpan.Zero && age > options.KeepFiles)
            || (IsUnknown(share) && !share.IsUploading && age > UnannouncedStay);
    }

    // The server does not know whether anybody was told of a sealed share.
    private static bool IsUnknown(Share share) => share.Record is { To: null, Announcements.Count: 0 } || (share.Record.To is not null && share.Offset == 0);

    [LoggerMessage(LogLevel.Information, "Share {Number} of {Name} has expired and was removed")]
    private partial void LogExpired(long number, string name);
}
