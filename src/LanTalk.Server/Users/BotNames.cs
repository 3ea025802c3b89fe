using LanTalk.Protocol.Names;

namespace LanTalk.Server.Users;

/// <summary>The names of bots, which no user can take, nor one that could be mistaken for it. There are few.</summary>
internal sealed class BotNames
{
    private readonly Lock _gate = new();
    private volatile string[] _names = [];

    /// <summary>Reserves a name; false if another bot has one that could be mistaken for it.</summary>
    public bool TryAdd(string name)
    {
        lock (_gate)
        {
            if (Find(name) is not null)
            {
                return false;
            }

            _names = [.. _names, name];
            return true;
        }
    }

    /// <summary>Frees a name.</summary>
    public void Remove(string name)
    {
        lock (_gate)
        {
            _names = [.. _names.Where(other => other != name)];
        }
    }

    /// <summary>The bot whose name a name is, or could be mistaken for; null if there is none.</summary>
    public string? Find(string name)
    {
        foreach (var bot in _names)
        {
            if (NameKey.AreOne(bot, name))
            {
                return bot;
            }
        }

        return null;
    }
}
