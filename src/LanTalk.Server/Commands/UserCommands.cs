using System.Text;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Text;
using LanTalk.Server.Chat;
using LanTalk.Server.Configuration;
using LanTalk.Server.Dialects;
using LanTalk.Server.Moderation;
using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;
using LanTalk.Server.Users;

namespace LanTalk.Server.Commands;

/// <summary>The commands of users; the operator shares some of them.</summary>
internal sealed class UserCommands(
    LanTalkServerOptions options,
    SessionRegistry sessions,
    RoomRegistry rooms,
    NameRegistry names,
    BotNames bots,
    Conversation conversation,
    Announcements announcements,
    PrivateMessages privateMessages,
    NameClaims claims,
    MuteList mutes,
    TimeProvider time)
{
    /// <summary>How many characters of names a line holds. A longer list is split into lines that every client accepts.</summary>
    private const int NamesPerLine = 2000;

    public IEnumerable<ChatCommand> Commands() =>
    [
        ChatCommand.Create("users", "", "List who is online.", CommandAudience.Everybody, Users),
        new("pm", "<user> <message>", "Send a message to one user alone.", CommandAudience.Everybody, PmAsync),
        ChatCommand.Create("whois", "<user>", "Show where a user is, since when, and by what key it is known.", CommandAudience.Everybody, Whois),
        new("me", "<action>", "Say what you do: /me waves.", CommandAudience.Users, MeAsync),
        ChatCommand.Create("nick", "<name>", "Change your name.", CommandAudience.Users, Nick),
        ChatCommand.Create("ignore", "[user]", "Hide what a user writes, or show it again; alone, list whom you ignore.", CommandAudience.Users, Ignore),
        ChatCommand.Create("quit", "", "Leave the chat.", CommandAudience.Users, call => call.Caller.Session!.Ending.TryRequest("left")),
    ];

    private void Users(CommandCall call)
    {
        // Version 2 always lists everybody, and so does the lobby, which everybody is in.
        if (call.Room == rooms.Lobby || call.Caller.Session?.Dialect.Has(DialectFeatures.Rooms) != true || call.Arguments == "all")
        {
            call.Caller.Reply(Lines("Online", sessions.All.Select(session => session.Name).Append(options.Name).Order(UserName.Comparer)));
        }
        else
        {
            call.Caller.Reply([.. Lines($"In {call.Room.Name}", call.Room.Members.Names), "/users all lists who is online."]);
        }
    }

    private static List<string> Lines(string title, IEnumerable<string> names)
    {
        var lines = new List<string>();
        var line = new StringBuilder();
        foreach (var name in names)
        {
            if (line.Length + name.Length > NamesPerLine)
            {
                lines.Add($"{title}: {line}");
                line.Clear();
            }

            line.Append(line.Length == 0 ? "" : ", ").Append(name);
        }

        lines.Add($"{title}: {line}");
        return lines;
    }

    private async ValueTask PmAsync(CommandCall call)
    {
        var (to, text) = call.Split();
        if (text.Length == 0)
        {
            call.RefuseUsage();
            return;
        }

        await privateMessages.SendAsync(call.Caller, to, text, nonce: null);
    }

    private void Whois(CommandCall call)
    {
        var name = call.Arguments;
        if (name.Length == 0)
        {
            call.RefuseUsage();
        }
        else if (sessions.IsReserved(name))
        {
            call.Caller.Reply($"{options.Name} runs the server.");
        }
        else if (bots.Find(name) is { } bot)
        {
            call.Caller.Reply($"{bot} is a bot, a plug-in of the server.");
        }
        else if (sessions.Find(name) is { } session)
        {
            // A time of day would be the server's: version 3 clients show every time in the user's zone.
            var online = call.Caller.Session?.Dialect.Has(DialectFeatures.Times) == true
                ? $"for {LengthOf(time.GetUtcNow() - session.Since)}"
                : $"since {TimeZoneInfo.ConvertTime(session.Since, time.LocalTimeZone):HH:mm}";
            var silence = TimeSpan.FromSeconds(Math.Floor(session.Silence.TotalSeconds));
            var heard = silence == TimeSpan.Zero ? "just now" : $"{Duration.Format(silence)} ago";
            var key = session.User.Identity is { } identity ? $"Key: {identity.ShortForm}." : "An older client, without a key.";
            call.Caller.Reply($"{session.Name} is at {session.Address}, online {online}, last heard {heard}. {key}");
        }
        else
        {
            call.Caller.Refuse($"Nobody named {name} is online.");
        }
    }

    /// <summary>A time to the minute, or to the hour from a day on.</summary>
    private static string LengthOf(TimeSpan stay) => stay < TimeSpan.FromMinutes(1) ? "less than a minute"
        : Duration.Format(stay < TimeSpan.FromDays(1) ? TimeSpan.FromMinutes(Math.Floor(stay.TotalMinutes)) : TimeSpan.FromHours(Math.Floor(stay.TotalHours)));

    private ValueTask MeAsync(CommandCall call)
    {
        if (call.Arguments.Length == 0)
        {
            call.RefuseUsage();
            return ValueTask.CompletedTask;
        }

        return conversation.SayAsync(call.Caller, call.Room, call.Arguments, call.Nonce, isAction: true);
    }

    private void Nick(CommandCall call)
    {
        var session = call.Caller.Session!;
        var (name, formerName) = (UserName.Compose(call.Arguments), session.Name);
        if (!UserName.IsValid(name, LanTalkServerOptions.OrUnlimited(options.MaxName)))
        {
            // Version 2 keeps the original wording, which recorded sessions hold.
            call.Caller.Refuse(session.Dialect.Has(DialectFeatures.Rooms)
                ? $"'{name}' is not a valid name. {options.RuleFor(name)}"
                : $"'{name}' is no name: {options.RuleInVersion2For(name)}");
        }
        else if (!names.MayUse(name, session.User.Identity)
            || !sessions.TryRename(session, name, renamed: () => announcements.Renamed(session, formerName, name)))
        {
            call.Caller.Refuse($"The name {name} is taken.");
        }
        else
        {
            mutes.Rename(session.User, formerName);
            claims.Rename(session, formerName);
        }
    }

    private void Ignore(CommandCall call)
    {
        var ignored = call.Caller.Session!.Membership.Ignored;
        var name = call.Arguments;
        if (name.Length == 0)
        {
            var list = string.Join(", ", ignored.Names.Order(UserName.Comparer));
            call.Caller.Reply(list.Length == 0 ? "You ignore nobody." : $"You ignore: {list}");
        }
        else if (!UserName.IsValid(name, int.MaxValue))
        {
            call.RefuseUsage();
        }
        else if (sessions.IsReserved(name))
        {
            call.Caller.Refuse($"{options.Name} runs the server and cannot be ignored.");
        }
        else if (ignored.TryToggle(name, sessions.Find(name)?.User.Sender ?? names.Find(name)?.Key ?? "", out var ignores))
        {
            call.Caller.Reply(ignores ? $"You ignore {name}. The same command again shows them." : $"You no longer ignore {name}.");
        }
        else
        {
            call.Caller.Refuse("You ignore as many users as you can.");
        }
    }
}
