using Microsoft.Extensions.Hosting;

namespace LanTalk.Cli.Hosting;

/// <summary>
/// Gives memory back when the server has become quiet. .NET collects garbage when as many bytes were allocated as the processor's cache holds, 16 MiB
/// and more: good while a server is busy, but what a thousand logins leave behind would stay resident until then.
/// </summary>
internal sealed class MemoryTrimmer(TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var rule = new TrimRule();
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (rule.IsDue(GC.GetTotalAllocatedBytes(), GC.CollectionCount(0), GC.GetGCMemoryInfo().HeapSizeBytes))
                {
                    // The only mode that returns memory to the system at once.
                    GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }
}
