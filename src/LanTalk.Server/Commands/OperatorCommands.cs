using System.Globalization;
using LanTalk.Protocol.Text;
using LanTalk.Server.Chat;
using LanTalk.Server.Connections;
using LanTalk.Server.Logins;
using LanTalk.Server.Moderation;
using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;
using LanTalk.Server.Shares;
using LanTalk.Server.Users;
using Microsoft.Extensions.Hosting;

namespace LanTalk.Server.Commands;

/// <summary>The commands that only the operator can use.</summary>
internal sealed class OperatorCommands(
    SessionRegistry sessions,
    Departures departures,
    NameRegistry names,
    BanStore bans,
    BanEnforcer enforcer,
    MuteList mutes,
    ModerationNews news,
    ConnectionMetrics connections,
    LoginMetrics logins,
    SessionMetrics sessionMetrics,
    ChatMetrics chat,
    RoomMetrics roomMetrics,
    ShareMetrics shares,
    IHostApplicationLifetime lifetime,
    TimeProvider time)
{
    private readonly long _startedAt = time.GetTimestamp();

    public IEnumerable<ChatCommand> Commands() =>
    [
        ChatCommand.Create("stats", "", "Show how many sessions, messages, bans and files there are, and how fast messages go out.", CommandAudience.Operator, Stats),
        ChatCommand.Create("kick", "<user> [reason]", "Disconnect a user.", CommandAudience.Operator, Kick),
        new("ban", "<user|address|cidr|key> [reason] [for 2h]", "Ban an address or a key, or both of a user; for a time or for good.",
            CommandAudience.Operator, BanAsync),
        ChatCommand.Create("bans", "", "List the bans.", CommandAudience.Operator, Bans),
        new("unban", "<user|address|cidr|key>", "End a ban, or those of a user.", CommandAudience.Operator, UnbanAsync),
        ChatCommand.Create("release", "<name>", "Let anybody have a name that belongs to a key.", CommandAudience.Operator, Release),
        ChatCommand.Create("mute", "<user> [for 10m]", "Refuse what a user says; for a time or until /unmute.", CommandAudience.Operator, Mute),
        ChatCommand.Create("unmute", "<user>", "Let a user speak again.", CommandAudience.Operator, Unmute),
        ChatCommand.Create("quit", "", "Shut the server down.", CommandAudience.Operator, _ => lifetime.StopApplication()),
    ];

    private void Stats(CommandCall call)
    {
        var upTime = TimeSpan.FromSeconds(Math.Floor(time.GetElapsedTime(_startedAt).TotalSeconds));
        foreach (var line in new FormattableString[]
                 {
                     $"Up {Duration.Format(upTime)}; {Counted.Of(sessions.Online, "user online", "users online")}, {Counted.Of(connections.Accepted, "connection")} since the start, {Counted.Of(logins.Refused, "login")} refused.",
                     $"{Counted.Of(chat.Messages, "message")}, {Counted.Of(chat.PrivateMessages, "private one")}; {chat.Refused} refused by a rule, {chat.Dropped} malformed and dropped.",
                     $"{Counted.Of(roomMetrics.Deliveries, "delivery", "deliveries")}; 99 of 100 went out to everybody within {roomMetrics.Durations.Percentile(0.99).TotalMilliseconds:0.##} ms.",
                     $"The slowest session is {Counted.Of(sessionMetrics.Lag, "byte")} behind; {Counted.Of(sessionMetrics.Cut, "was", "were")} cut off.",
                     $"{Counted.Of(connections.SucceededHandshakes, "TLS handshake")}, {connections.FailedHandshakes} failed.",
                     $"{Counted.Of(bans.List().Count, "ban")}.",
                     $"{Counted.Of(shares.Count, "share")} of files, {ByteSize.Format(shares.Kept)}; {ByteSize.Format(shares.Received)} came and {ByteSize.Format(shares.Sent)} went since the start; {Counted.Of(shares.Uploads, "upload")} now.",
                 })
        {
            call.Caller.Reply(line.ToString(CultureInfo.InvariantCulture));
        }
    }

    private void Kick(CommandCall call)
    {
        var (name, reason) = call.Split();
        if (FindUser(call, name) is { } session)
        {
            var departure = WithReason("was kicked", reason, end: "");
            departures.Expel(session, WithReason("You were kicked", reason), departure);
            news.Tell(new ModerationEvent(ModerationKind.Kick, session.Name, call.Caller.Name) { Reason = reason.Length == 0 ? null : reason });
            call.Caller.Reply($"Kicked {session.Name}.");
        }
    }

    private async ValueTask BanAsync(CommandCall call)
    {
        var (whom, rest) = call.Split();
        if (!TryReadSpan(call, ref rest, out var span))
        {
            return;
        }

        var session = whom.Length == 0 ? null : sessions.Find(whom);
        var error = "";
        var targets = session is not null ? TargetsOf(session) : BanTarget.TryParse(whom, out var target, out error) ? [target] : [];
        if (targets.Count == 0)
        {
            call.Caller.Refuse(whom.Length == 0 ? $"Usage: {call.Command.Usage}" : $"Nobody by that name is online, and {error}.");
            return;
        }

        DateTimeOffset? until = span is { } s ? time.GetUtcNow() + s : null;
        bans.Add([.. targets.Select(banned => new Ban(banned, rest.Length == 0 ? null : rest, until, call.Caller.Name) { Name = session?.Name })]);
        enforcer.Enforce();
        var forTime = span is { } length ? $" for {Duration.Format(length)}" : "";
        var done = $"Banned {string.Join(" and ", targets)}{(session is null ? "" : $" ({session.Name})")}{forTime}";
        call.Caller.Reply($"{done}{await SaveBansAsync()}");
    }

    /// <summary>The address and, if there is one, the key, because the key's owner may come back from another address.</summary>
    private static List<BanTarget> TargetsOf(Session session) => session.User.Identity is { } identity
        ? [BanTarget.Of(session.Address), BanTarget.Of(identity)]
        : [BanTarget.Of(session.Address)];

    private void Bans(CommandCall call)
    {
        var list = bans.List();
        foreach (var ban in list)
        {
            call.Caller.Reply(ban.Describe(time.LocalTimeZone));
        }

        if (list.Count == 0)
        {
            call.Caller.Reply("Nobody is banned.");
        }
    }

    private async ValueTask UnbanAsync(CommandCall call)
    {
        var whom = call.Arguments;
        List<BanTarget> targets = [.. bans.FindName(whom).Select(ban => ban.Target)];
        var error = "";
        if (targets.Count == 0 && BanTarget.TryParse(whom, out var target, out error))
        {
            targets = [target];
        }

        if (targets.Count == 0)
        {
            call.Caller.Refuse(whom.Length == 0 ? $"Usage: {call.Command.Usage}" : $"Nobody named {whom} is banned, and {error}. /bans lists the bans.");
        }
        else if (bans.Remove(targets, call.Caller.Name))
        {
            call.Caller.Reply($"{string.Join(" and ", targets)} {(targets.Count == 1 ? "is" : "are")} no longer banned{await SaveBansAsync()}");
        }
        else
        {
            call.Caller.Refuse($"{targets[0]} is not banned. /bans lists the bans.");
        }
    }

    /// <summary>Writes the bans; returns the end of the sentence that reports the change.</summary>
    private async Task<string> SaveBansAsync() => await bans.TrySaveAsync() is { } cause
        ? $": in force until the server stops, but could not be written: {cause.TrimEnd('.')}. The server keeps trying."
        : ".";

    private void Release(CommandCall call)
    {
        var name = call.Arguments;
        if (name.Length == 0)
        {
            call.RefuseUsage();
        }
        else if (names.Release(name))
        {
            call.Caller.Reply($"The name {name} is free.");
        }
        else
        {
            call.Caller.Refuse($"The name {name} belongs to nobody.");
        }
    }

    private void Mute(CommandCall call)
    {
        var (name, rest) = call.Split();
        if (!TryReadSpan(call, ref rest, out var span))
        {
            return;
        }

        if (rest.Length > 0)
        {
            call.RefuseUsage();
        }
        else if (FindUser(call, name) is { } session)
        {
            var end = span is { } s ? time.GetUtcNow() + s : DateTimeOffset.MaxValue;
            mutes.Add(session.User, session.Address, end);
            session.MutedUntil = end;
            news.Tell(new ModerationEvent(ModerationKind.Mute, session.Name, call.Caller.Name) { Until = span is null ? null : end });
            var until = span is { } f ? $" for {Duration.Format(f)}" : "";
            session.Reply($"You are muted{until}: nobody gets what you write, but for the operator.");
            call.Caller.Reply($"Muted {session.Name}{until}.");
        }
    }

    private void Unmute(CommandCall call)
    {
        if (FindUser(call, call.Arguments) is { } session)
        {
            var wasMuted = mutes.Find(session.User, session.Address) is not null;
            mutes.Remove(session.User, session.Address);
            session.MutedUntil = null;
            if (wasMuted)
            {
                news.Tell(new ModerationEvent(ModerationKind.Unmute, session.Name, call.Caller.Name));
            }

            session.Reply("You may speak again.");
            call.Caller.Reply($"{session.Name} may speak again.");
        }
    }

    private Session? FindUser(CommandCall call, string name)
    {
        var session = name.Length == 0 ? null : sessions.Find(name);
        if (session is null)
        {
            call.Caller.Refuse(name.Length == 0 ? $"Usage: {call.Command.Usage}" : $"Nobody named {name} is online. /users lists who is.");
        }

        return session;
    }

    /// <summary>Splits the duration off <paramref name="rest"/>; false if it is not a valid one.</summary>
    private static bool TryReadSpan(CommandCall call, ref string rest, out TimeSpan? span)
    {
        var isRead = PenaltyWords.TryRead(rest, out span, out rest);
        if (!isRead)
        {
            call.Caller.Refuse($"'{rest}' is not {PenaltyTime.Rule}.");
        }

        return isRead;
    }

    private static string WithReason(string text, string reason, string end = ".") =>
        reason.Length == 0 ? text + end : $"{text}: {reason}{(end.Length > 0 && !reason.EndsWith('.') ? end : "")}";
}
