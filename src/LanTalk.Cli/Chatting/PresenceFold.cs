using LanTalk.Protocol.Messages;

namespace LanTalk.Cli.Chatting;

/// <summary>Who comes to a room and goes: the first ones are shown as they are, more than those at once in one line.</summary>
internal sealed class PresenceFold
{
    /// <summary>How many in a row are shown one by one.</summary>
    public const int Unfolded = 3;

    private const int MostNamed = 3;

    private readonly List<string> _came = [];
    private readonly List<string> _went = [];
    private int _inARow;
    private string _timestamp = "";

    /// <summary>Whether some wait to be shown in one line.</summary>
    public bool HasAny => _came.Count + _went.Count > 0;

    /// <summary>Takes what is not to be shown by itself; false if it is.</summary>
    public bool TryTake(SystemMessage message)
    {
        if (message is not { Event: SystemEvents.Join or SystemEvents.Leave, User: { } user } || ++_inARow <= Unfolded)
        {
            return false;
        }

        // Who came and went at once was never there, as far as the reader is concerned; the other way round, never away.
        var (here, there) = message.Event == SystemEvents.Join ? (_came, _went) : (_went, _came);
        if (!there.Remove(user))
        {
            here.Add(user);
        }

        _timestamp = message.Timestamp;
        return true;
    }

    /// <summary>Those that wait, as one message; null if there are none. The row of them is over.</summary>
    public SystemMessage? End()
    {
        _inARow = 0;
        if (!HasAny)
        {
            return null;
        }

        string?[] parts = [Names(_came, "joined"), Names(_went, "left")];
        _came.Clear();
        _went.Clear();
        return new SystemMessage(_timestamp, $"{string.Join("; ", parts.OfType<string>())}.", SystemEvents.Crowd);
    }

    private static string? Names(List<string> names, string what)
    {
        var named = string.Join(", ", names.Take(MostNamed));
        return names.Count switch
        {
            0 => null,
            <= MostNamed => $"{named} {what}",
            _ => $"{named} and {names.Count - MostNamed} more {what}",
        };
    }
}
