using LanTalk.Protocol.Messages;

namespace LanTalk.Server.Rooms;

/// <summary>The changes of a room's members, in order.</summary>
internal sealed class MemberChanges
{
    /// <summary>For more changes than this it is cheaper to send the whole list again.</summary>
    private const int Capacity = 1000;

    private readonly List<MemberChange> _changes = [];

    /// <summary>The changes.</summary>
    public IReadOnlyList<MemberChange> All => _changes;

    /// <summary>Whether there are no changes.</summary>
    public bool IsEmpty => _changes.Count == 0 && !IsTooMany;

    /// <summary>Whether there were too many changes to keep.</summary>
    public bool IsTooMany { get; private set; }

    public void Joined(string user) => Add(new MemberChange(SystemEvents.Join, user));

    public void Left(string user) => Add(new MemberChange(SystemEvents.Leave, user));

    public void Renamed(string user, string name) => Add(new MemberChange(SystemEvents.Nick, user, name));

    private void Add(MemberChange change)
    {
        IsTooMany |= _changes.Count == Capacity;
        if (IsTooMany)
        {
            _changes.Clear();
        }
        else
        {
            _changes.Add(change);
        }
    }
}
