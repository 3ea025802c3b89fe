using LanTalk.Protocol.Names;
using LanTalk.Terminal.Styling;

namespace LanTalk.Cli.Chatting;

/// <summary>
/// Gives those who are named colours that can be told apart. A name has the colour that it always has, unless somebody present has that: then it gets
/// the free one that differs most from those in use. It keeps it until it is gone and another name needs it. Guarded by its owner.
/// </summary>
internal sealed class NameColors
{
    /// <summary>How many names can share colours that others have: a server that makes up names cannot fill the memory.</summary>
    public const int MostSharing = 256;

    // The owner of each colour, and when that name was last shown.
    private readonly (string Name, long Shown)?[] _holders = new (string Name, long Shown)?[Theme.NameColorCount];

    // Those who came when all colours had holders.
    private readonly Dictionary<string, (uint Hue, long Shown)> _sharing = new(UserName.Comparer);
    private long _turn;

    /// <summary>The style of a name that is about to be shown.</summary>
    /// <param name="name">The name.</param>
    /// <param name="theme">Says how much colours differ.</param>
    /// <param name="isPresent">Whether somebody is there; who is gone keeps a colour only as long as nobody needs it.</param>
    public Style Of(string name, Theme theme, Func<string, bool> isPresent)
    {
        _turn++;
        if (HeldBy(name) is { } held)
        {
            _holders[held] = (name, _turn);
            return StyleOf(held);
        }

        if (_sharing.TryGetValue(name, out var shared))
        {
            _sharing[name] = (shared.Hue, _turn);
            return StyleOf(shared.Hue);
        }

        var usual = Style.ForName(name).Hue % Theme.NameColorCount;
        bool IsFree(uint hue) => _holders[hue] is not { } holder || !isPresent(holder.Name);
        if (IsFree(usual))
        {
            return Give(name, usual);
        }

        var hues = Enumerable.Range(0, Theme.NameColorCount).Select(hue => (uint)hue).ToLookup(IsFree);
        return hues[true].Any()
            ? Give(name, hues[true].MaxBy(free => hues[false].Min(taken => theme.DistanceOf(free, taken))))
            : Share(name, hues[false].MinBy(hue => _holders[hue]!.Value.Shown));
    }

    /// <summary>A user has another name, and keeps its colour.</summary>
    public void Rename(string former, string name)
    {
        if (HeldBy(former) is { } held && HeldBy(name) is null && !_sharing.ContainsKey(name))
        {
            _holders[held] = (name, _holders[held]!.Value.Shown);
        }
        else if (_sharing.Remove(former, out var shared) && HeldBy(name) is null)
        {
            _sharing.TryAdd(name, shared);
        }
    }

    private static Style StyleOf(uint hue) => new(StyleRole.Name, hue);

    private uint? HeldBy(string name)
    {
        for (var hue = 0u; hue < _holders.Length; hue++)
        {
            if (_holders[hue] is { } holder && UserName.Comparer.Equals(holder.Name, name))
            {
                return hue;
            }
        }

        return null;
    }

    private Style Give(string name, uint hue)
    {
        _holders[hue] = (name, _turn);
        return StyleOf(hue);
    }

    /// <summary>There are more names than colours: this one has the colour of whoever was shown longest ago.</summary>
    private Style Share(string name, uint hue)
    {
        if (_sharing.Count >= MostSharing)
        {
            _sharing.Remove(_sharing.MinBy(entry => entry.Value.Shown).Key);
        }

        _sharing[name] = (hue, _turn);
        return StyleOf(hue);
    }
}
