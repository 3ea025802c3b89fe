namespace LanTalk.Server.Moderation;

/// <summary>Tells what has changed between two states of the bans, whoever changed them.</summary>
internal static class BanDifference
{
    /// <summary>The changes; those of one user, made together, as one. A ban that has ended by its time is no change.</summary>
    /// <param name="former">The bans before.</param>
    /// <param name="current">The bans now.</param>
    /// <param name="by">Who ended bans; null if that is not known. Of those who impose them, the bans tell.</param>
    /// <param name="now">The time, in UTC.</param>
    public static IEnumerable<ModerationEvent> Between(BanSnapshot former, BanSnapshot current, string? by, DateTimeOffset now)
    {
        var targets = current.Bans.Select(ban => ban.Target).ToHashSet();
        foreach (var ended in Together(former.Bans.Where(ban => !ban.IsOver(now) && !targets.Contains(ban.Target)), ban => ban.Name))
        {
            yield return new ModerationEvent(ModerationKind.Unban, ended[0].Name, by) { Target = TargetsOf(ended) };
        }

        var known = former.Bans.Select(FactsOf).ToHashSet();
        var changed = current.Bans.Where(ban => !ban.IsOver(now) && !known.Contains(FactsOf(ban)));
        foreach (var begun in Together(changed, ban => FactsOf(ban) with { Target = null }))
        {
            var ban = begun[0];
            yield return new ModerationEvent(ModerationKind.Ban, ban.Name, ban.By) { Target = TargetsOf(begun), Until = ban.Until, Reason = ban.Reason };
        }
    }

    /// <summary>The bans in groups of one user; one without a name stands alone.</summary>
    private static IEnumerable<List<Ban>> Together<T>(IEnumerable<Ban> bans, Func<Ban, T> commonOf) =>
        bans.GroupBy(ban => (Common: commonOf(ban), Alone: ban.Name is null ? ban.Target : null)).Select(group => group.ToList());

    private static string TargetsOf(IEnumerable<Ban> bans) => string.Join(" and ", bans.Select(ban => ban.Target));

    // The file keeps whole seconds.
    private static Facts FactsOf(Ban ban) => new(ban.Target, ban.Name, ban.Reason, ban.Until?.ToUnixTimeSeconds(), ban.By);

    private sealed record Facts(BanTarget? Target, string? Name, string? Reason, long? Until, string? By);
}
