using LanTalk.Protocol.Messages;

namespace LanTalk.Cli.Chatting;

/// <summary>Folds joins and leaves: the first ones in a row are shown one by one, and more than those at once in one line.</summary>
internal sealed class PresenceFold
{
    /// <summary>How many in a row are shown one by one.</summary>
    public const int Unfolded = 3;

    private const int MostNamed = 3;

    private readonly List<string> _came = [];
    private readonly List<string> _went = [];
    private int _inARow;
    private string _timestamp = "";

    /// <summary>Whether any wait to be shown in one line.</summary>
    public bool HasAny => _came.Count + _went.Count > 0;

    /// <summary>Takes a join or leave that is not shown by itself; false if it is to be shown.</summary>
    public bool TryTake(SystemMessage message)
    {
        if (message is not { Event: SystemEvents.Join or SystemEvents.Leave, User: { } user } || ++_inARow <= Unfolded)
        {
            return false;
        }

        // For the reader, a user who joined and left at once was never there, and one who left and joined was never away.
        var (here, there) = message.Event == SystemEvents.Join ? (_came, _went) : (_went, _came);
        if (!there.Remove(user))
        {
            here.Add(user);
        }

        _timestamp = message.Timestamp;
        return true;
    }

    /// <summary>Ends the row; returns those that wait as one message, or null if there are none.</summary>
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
