using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;
using LanTalk.Server.Configuration;
using LanTalk.Server.Periodic;
using LanTalk.Server.Transports;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Connections;

/// <summary>
/// Enforces all time-outs of all connections with one timer, which checks the due connections once a second. A time-out fires up to a second late; in
/// return an idle session needs no timer, task or token of its own and is not checked every second.
/// </summary>
internal sealed class DeadlineSweeper(
    LanTalkServerOptions options,
    DeadlineWheel deadlines,
    TimeProvider time,
    ILogger<DeadlineSweeper> logger) : PeriodicService(Interval, time, logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override Task RoundAsync(CancellationToken stopping)
    {
        Sweep();
        return Task.CompletedTask;
    }

    /// <summary>Checks the connections that are due.</summary>
    internal void Sweep()
    {
        foreach (var entry in deadlines.TakeDue())
        {
            if (entry.Connection is { } connection)
            {
                deadlines.File(entry, connection.Owner is { } owner ? owner.CheckSilence() : CheckLogin(connection));
            }
        }

        foreach (var entry in deadlines.TakeStalled())
        {
            if (entry.Connection?.Owner is { } owner && owner.CheckStall())
            {
                entry.Stall();
            }
        }
    }

    private TimeSpan CheckLogin(ChatConnection connection)
    {
        if (connection.IsWaiting)
        {
            connection.LoginSince = Time.GetTimestamp();
        }
        else if (connection.Stage is ConnectionStage.Handshake or ConnectionStage.Chat
            && options.AuthTimeout > TimeSpan.Zero
            && Time.GetElapsedTime(connection.LoginSince) > options.AuthTimeout)
        {
            connection.EndLogin(new Refusal(AuthFailCodes.Timeout, $"No login within {Duration.Format(options.AuthTimeout)}."));
        }

        // It may log in at any time.
        return Interval;
    }
}
