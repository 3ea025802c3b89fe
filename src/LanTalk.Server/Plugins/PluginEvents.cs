using LanTalk.Server.Moderation;
using LanTalk.Server.PluginLines;

namespace LanTalk.Server.Plugins;

/// <summary>Tells plug-ins what happens on the server and in no room. Nothing is made of it where no plug-in wants to hear.</summary>
internal sealed class PluginEvents(PluginRegistry plugins, BanStore bans, ModerationNews news, TimeProvider time)
{
    /// <summary>Begins to listen.</summary>
    public void Begin()
    {
        news.Happened += Tell;
        bans.Changed = TellOfBans;
    }

    /// <summary>Listens no more.</summary>
    public void End()
    {
        news.Happened -= Tell;
        bans.Changed = null;
    }

    /// <summary>The server has started.</summary>
    public void TellOfStart() => Tell(Listeners(), new EventLine("start"));

    private static void Tell(List<PluginRun> listeners, EventLine line) => listeners.ForEach(run => run.Send(line));

    private static EventLine LineOf(ModerationEvent happened) => new(NameOf(happened.Kind), happened.User)
    {
        By = happened.By,
        Target = happened.Target,
        Until = happened.Until?.ToUnixTimeMilliseconds(),
        Reason = happened.Reason,
    };

    private static string NameOf(ModerationKind kind) => kind switch
    {
        ModerationKind.Mute => "mute",
        ModerationKind.Unmute => "unmute",
        ModerationKind.Kick => "kick",
        ModerationKind.Ban => "ban",
        ModerationKind.Unban => "unban",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private void Tell(ModerationEvent happened)
    {
        if (Listeners() is { Count: > 0 } listeners)
        {
            Tell(listeners, LineOf(happened));
        }
    }

    private void TellOfBans(BanSnapshot former, BanSnapshot current, string? by)
    {
        if (Listeners() is { Count: > 0 } listeners)
        {
            foreach (var happened in BanDifference.Between(former, current, by, time.GetUtcNow()))
            {
                Tell(listeners, LineOf(happened));
            }
        }
    }

    private List<PluginRun> Listeners() =>
        [.. plugins.All.Where(plugin => plugin.Roles.HearsEvents).Select(plugin => plugin.Run).OfType<PluginRun>()];
}
