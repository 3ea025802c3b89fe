namespace LanTalk.Client.Connecting;

/// <summary>Watches a connection: sends a ping when it has been silent, breaks it when it stays silent, and measures the round trip once.</summary>
/// <param name="pulse">Knows when the other end was last heard.</param>
/// <param name="pacer">Sends the pings.</param>
/// <param name="broken">Cancelled when the other end is gone.</param>
/// <param name="time">The clock.</param>
internal sealed class KeepAlive(Pulse pulse, SendPacer pacer, CancellationTokenSource broken, TimeProvider time)
{
    /// <summary>For a server without an idle limit; it still answers pings.</summary>
    public static readonly TimeSpan UsualIdle = TimeSpan.FromSeconds(30);

    /// <summary>How long an older server accepts silence, which it does not announce.</summary>
    public static readonly TimeSpan IdleOfOlderServer = TimeSpan.FromMinutes(5);

    // Within a timer's range, whatever a server says.
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Most = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(5);

    /// <summary>An idle time within the range that can be watched.</summary>
    public static TimeSpan Within(TimeSpan idle) => TimeSpan.FromTicks(Math.Clamp(idle.Ticks, 3 * Least.Ticks, 3 * Most.Ticks));

    /// <summary>Runs until the connection is closed or broken.</summary>
    public async Task RunAsync(CancellationToken closing)
    {
        using var timer = new PeriodicTimer(pulse.Idle / 12 < LongestLook ? pulse.Idle / 12 : LongestLook, time);
        var pinging = Task.CompletedTask;
        try
        {
            while (await timer.WaitForNextTickAsync(closing))
            {
                var need = pulse.Look();
                if (need == PulseNeed.Break)
                {
                    await broken.CancelAsync();
                    return;
                }

                // A ping that cannot be written does not stop the pulse checks.
                if ((need == PulseNeed.Ping || pacer.RoundTrip is null) && pinging.IsCompleted)
                {
                    pinging = PingQuietlyAsync(closing);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The client is closing.
        }
        finally
        {
            await pinging;
        }
    }

    private async Task PingQuietlyAsync(CancellationToken closing)
    {
        try
        {
            await pacer.PingAsync(closing);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The client is closing, or the connection is gone, which its reader sees too.
        }
    }
}
