namespace LanTalk.Server.Moderation;

/// <summary>A change of the bans that is not in the file yet. A class, compared by reference: the same change may be made twice.</summary>
internal sealed class BanChange(BanTarget target, Ban? ban)
{
    /// <summary>Applies it to a list of bans.</summary>
    public void Apply(List<Ban> bans)
    {
        bans.RemoveAll(other => other.Target == target);
        if (ban is not null)
        {
            bans.Add(ban);
        }
    }
}
