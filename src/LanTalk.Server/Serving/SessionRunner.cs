using System.Buffers;
using System.Net;
using LanTalk.Protocol.Frames;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;
using LanTalk.Server.Chat;
using LanTalk.Server.Clock;
using LanTalk.Server.Configuration;
using LanTalk.Server.Dialects;
using LanTalk.Server.Logins;
using LanTalk.Server.Moderation;
using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;
using LanTalk.Server.Transports;
using LanTalk.Server.Users;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Serving;

/// <summary>Runs sessions: join, read until the end, leave.</summary>
internal sealed partial class SessionRunner(
    LanTalkServerOptions options,
    RoomVisits visits,
    PrivateDelivery delivery,
    Departures departures,
    SessionRegistry registry,
    Dispatcher dispatcher,
    LoginLines lines,
    NameRegistry names,
    NameClaims claims,
    BanEnforcer enforcer,
    MuteList mutes,
    ServerClock clock,
    SessionMetrics metrics,
    TimeProvider time,
    ILogger<SessionRunner> logger)
{
    /// <summary>How many frames of one session are handled in a row before its thread is yielded to others.</summary>
    private const int FramesPerBatch = 256;

    /// <summary>Runs one session from its login to its end.</summary>
    public async Task RunAsync(ITransport connection, Dialect dialect, AcceptedLogin login)
    {
        var name = login.UserName;
        var former = departures.FindFormer(name, login.Identity, saysSo: login.Since is not null);
        var user = new User(name, login.Identity);
        var session = new Session(
            user, connection, dialect, new RateLimiter(options.RateLimit, time), options, clock, time)
        {
            MutedUntil = mutes.Find(user, connection.Address),
        };

        var isBack = former is not null && departures.TryReplace(former, session);
        if (!isBack && (!names.MayUse(name, login.Identity) || !registry.TryAdd(session)))
        {
            await lines.RefuseAsync(connection, AuthFailCodes.NameTaken, $"The name {name} is taken. Choose another.");
            return;
        }

        try
        {
            claims.Begin(session);
            await JoinAsync(session, connection, login, isBack);
            await ReadAsync(session, connection);
        }
        finally
        {
            LogLeft(session);
            await departures.LeaveAsync(session);
            await session.CaughtUpAsync();
        }
    }

    private async Task JoinAsync(Session session, ITransport connection, AcceptedLogin login, bool isBack)
    {
        if (!isBack)
        {
            visits.Arrive(session);
        }

        LogJoined(session.Name, session.Address);

        // Before the greeting: once a client has it, the session's time-outs must apply and no longer the login's.
        connection.LastHeard = time.GetTimestamp();
        connection.Owner = session;
        var greeting = new AuthOk(
            clock.Now,
            session.Name,
            options.Name,
            options.RateLimit?.ToString(),
            options.MaxText == 0 ? null : options.MaxText,
            Duration.Format(session.SilenceLimit))
        {
            QueryLimit = session.Dialect.Has(DialectFeatures.Rooms) ? options.RateLimit?.ToString() : null,
            Proof = login.Proof,
        };
        await session.StartAsync(greeting);
        await visits.FollowLobbyAsync(session, new RoomProgress(login.Epoch, login.Since));
        await delivery.WelcomeAsync(session);
        enforcer.Enforce(session);
        if (connection.Refusal is { } end)
        {
            session.End(SystemEvents.Closed, end.Reason, "left");
        }
    }

    private async Task ReadAsync(Session session, ITransport connection)
    {
        var sinceYield = 0;
        try
        {
            while (!session.Ending.IsRequested)
            {
                var result = await connection.Input.ReadAsync();
                var (unread, handled) = await DispatchAsync(session, connection, result.Buffer);
                var hasMore = handled == FramesPerBatch;
                connection.Input.AdvanceTo(unread.Start, hasMore ? unread.Start : unread.End);

                // Once per read.
                session.WakeRooms();
                if (result.IsCompleted && !hasMore)
                {
                    return;
                }

                sinceYield += handled;
                if (sinceYield >= FramesPerBatch)
                {
                    // Without this, a connection that always has more to read would keep its thread forever.
                    sinceYield = 0;
                    await Task.Yield();
                }
            }
        }
        catch (Exception e) when (e is IOException or ConnectionAbortedException)
        {
            LogBroken(session.Name, e.Message);
        }
    }

    /// <summary>Handles whole frames, at most one batch; returns the rest of the buffer and the number of frames handled.</summary>
    private async ValueTask<(ReadOnlySequence<byte> Unread, int Handled)> DispatchAsync(
        Session session, ITransport connection, ReadOnlySequence<byte> buffer)
    {
        var maxLine = LanTalkServerOptions.OrUnlimited(options.MaxLine);
        var handled = 0;
        while (!session.Ending.IsRequested && handled < FramesPerBatch)
        {
            switch (FrameReader.TryRead(ref buffer, maxLine, out var frame))
            {
                case FrameStatus.Frame:
                    if (handled++ == 0)
                    {
                        // Once per read.
                        connection.LastHeard = time.GetTimestamp();
                    }

                    await dispatcher.DispatchAsync(session, frame);
                    if (session.Pump.Mail.IsCrowded)
                    {
                        // The session requests more than it takes, so its reading waits; what it has posted does not.
                        session.WakeRooms();
                        await session.Pump.Mail.ReliefAsync();
                        connection.LastHeard = time.GetTimestamp();
                    }

                    break;
                case FrameStatus.TooLong:
                    session.End(SystemEvents.Closed, $"A line was longer than {maxLine} bytes.", "sent a line that was too long");
                    break;
                default:
                    return (buffer, handled);
            }
        }

        return (buffer, handled);
    }

    private void LogLeft(Session session)
    {
        if (session.Ending.CutReason is { } reason)
        {
            metrics.CountCut();
            LogCut(session.Name, reason);
        }
        else
        {
            LogLeft(session.Name, session.Ending.IsRequested ? session.Ending.Departure ?? "left" : "is disconnected");
        }
    }

    [LoggerMessage(LogLevel.Information, "{Name} joined from {Address}")]
    private partial void LogJoined(string name, IPAddress address);

    [LoggerMessage(LogLevel.Information, "{Name} {Departure}")]
    private partial void LogLeft(string name, string departure);

    [LoggerMessage(LogLevel.Warning, "{Name} is cut off: {Reason}")]
    private partial void LogCut(string name, string reason);

    [LoggerMessage(LogLevel.Debug, "Connection of {Name} ended: {Cause}")]
    private partial void LogBroken(string name, string cause);
}
