using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;
using LanTalk.Server.Connections;
using LanTalk.Server.Security;
using Microsoft.Extensions.Hosting;

namespace LanTalk.Server.Sessions;

/// <summary>
/// Enforces every time-out of every connection with one timer: once a second it looks at them all. So a time-out comes up
/// to a second late, and an idle session costs no timer, task or token of its own.
/// </summary>
internal sealed class DeadlineSweeper(
    LanTalkServerOptions options,
    ConnectionRegistry connections,
    TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Sweep();
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    /// <summary>Looks at every connection once.</summary>
    internal void Sweep()
    {
        foreach (var connection in connections.All)
        {
            if (connection.Session is { } session)
            {
                CheckSession(connection, session);
            }
            else if (connection.Stage is ConnectionStage.Handshake or ConnectionStage.Chat && IsOver(options.AuthTimeout, connection.LoginSince))
            {
                connection.EndLogin(new Refusal(AuthFailCodes.Timeout, $"No login within {Duration.Format(options.AuthTimeout)}."));
            }
        }
    }

    private void CheckSession(ChatConnection connection, Session session)
    {
        var behind = session.Pump.Behind;
        if (options.SendWindow > 0 && behind > options.SendWindow)
        {
            session.Cut($"it was {behind} bytes behind");
        }
        else if (session.Pump.SendingSince is var since && since != 0 && IsOver(options.SendTimeout, since))
        {
            session.Cut($"it took nothing for {Duration.Format(options.SendTimeout)}");
        }
        else if (session.User.Identity is not null && IsOver(options.DeadPeerTimeout, connection.LastHeard))
        {
            // Not the end of the session: its user may come back.
            connection.Abort($"nothing was heard for {Duration.Format(options.DeadPeerTimeout)}");
        }
        else if (IsOver(options.IdleTimeout, connection.LastHeard))
        {
            session.End(SystemEvents.Closed, $"Nothing was heard for {Duration.Format(options.IdleTimeout)}.", "was silent for too long");
        }
    }

    private bool IsOver(TimeSpan limit, long since) => limit > TimeSpan.Zero && time.GetElapsedTime(since) > limit;
}
