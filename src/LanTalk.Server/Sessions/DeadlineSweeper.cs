using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;
using LanTalk.Server.Connections;
using LanTalk.Server.Security;
using Microsoft.Extensions.Hosting;

namespace LanTalk.Server.Sessions;

/// <summary>
/// Enforces every time-out of every connection with one timer: once a second it looks at those that are due. So a time-out comes up
/// to a second late, and an idle session costs no timer, task or token of its own, nor a look each second.
/// </summary>
internal sealed class DeadlineSweeper(
    LanTalkServerOptions options,
    DeadlineWheel deadlines,
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

    /// <summary>Looks at the connections that are due.</summary>
    internal void Sweep()
    {
        foreach (var entry in deadlines.TakeDue())
        {
            if (entry.Connection is { } connection)
            {
                deadlines.File(entry, Look(connection));
            }
        }

        foreach (var entry in deadlines.TakeStalled())
        {
            if (entry.Connection is { Session: { } session } && !IsCut(session) && session.Pump.SendingSince != 0)
            {
                entry.Stall();
            }
        }
    }

    /// <summary>Ends what is over; returns when to look again.</summary>
    private TimeSpan Look(ChatConnection connection)
    {
        if (connection.Session is { } session)
        {
            var limit = session.User.Identity is null ? options.IdleTimeout : options.DeadPeerTimeout;
            if (IsOver(limit, connection.LastHeard))
            {
                EndSilent(connection, session, $"nothing was heard for {Duration.Format(limit)}");
            }

            return limit > TimeSpan.Zero ? limit - time.GetElapsedTime(connection.LastHeard) : TimeSpan.MaxValue;
        }

        if (connection.Stage is ConnectionStage.Handshake or ConnectionStage.Chat && IsOver(options.AuthTimeout, connection.LoginSince))
        {
            connection.EndLogin(new Refusal(AuthFailCodes.Timeout, $"No login within {Duration.Format(options.AuthTimeout)}."));
        }

        // It may log in at any time.
        return Interval;
    }

    private static void EndSilent(ChatConnection connection, Session session, string reason)
    {
        if (session.User.Identity is null)
        {
            session.End(SystemEvents.Closed, $"{char.ToUpperInvariant(reason[0])}{reason[1..]}.", "was silent for too long");
        }
        else
        {
            // Not the end of the session: its user may come back.
            connection.Abort(reason);
        }
    }

    /// <summary>Only who does not take what he is given can be behind: everybody else is sent all there is at once.</summary>
    private bool IsCut(Session session)
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

        return session.CutReason is not null;
    }

    private bool IsOver(TimeSpan limit, long since) => limit > TimeSpan.Zero && time.GetElapsedTime(since) > limit;
}
