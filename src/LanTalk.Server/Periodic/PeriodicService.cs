using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Periodic;

/// <summary>
/// Runs a round at the start and then at an interval until the server stops. A round that fails is logged, once while the cause stays the same, and
/// the next one runs all the same: no error of a disk or a network stops the server from here.
/// </summary>
internal abstract partial class PeriodicService(TimeSpan interval, TimeProvider time, ILogger logger) : BackgroundService
{
    private string? _lastFault;

    protected TimeProvider Time { get; } = time;

    /// <inheritdoc/>
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(interval, Time);
            do
            {
                await TryRoundAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops, or did not start.
        }
    }

    /// <summary>One round.</summary>
    protected abstract Task RoundAsync(CancellationToken stopping);

    private async Task TryRoundAsync(CancellationToken stopping)
    {
        try
        {
            await RoundAsync(stopping);
            _lastFault = null;
        }
        catch (Exception e) when (e is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            if (_lastFault != e.Message)
            {
                LogFault(e, GetType().Name);
            }

            _lastFault = e.Message;
        }
    }

    [LoggerMessage(LogLevel.Error, "A round of {Service} failed")]
    private partial void LogFault(Exception exception, string service);
}
