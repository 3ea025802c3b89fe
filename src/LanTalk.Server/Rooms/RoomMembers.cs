using LanTalk.Server.Users;

namespace LanTalk.Server.Rooms;

/// <summary>
/// The members of a room, in order of arrival. A user whose connection broke stays a member for the grace period, and a user who takes over its
/// former session keeps that one's position. Thread-safe.
/// </summary>
internal sealed class RoomMembers
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Member> _inOrder = [];
    private readonly Dictionary<User, LinkedListNode<Member>> _byUser = [];

    // The changes since they were last taken; null while nobody watches.
    private MemberChanges? _changes;

    /// <summary>The number of members.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _byUser.Count;
            }
        }
    }

    /// <summary>Their names, in order of arrival.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_gate)
            {
                return [.. _inOrder.Select(member => member.Name)];
            }
        }
    }

    /// <summary>Adds a user; does nothing if it is a member already.</summary>
    public void Add(User user)
    {
        lock (_gate)
        {
            if (!_byUser.ContainsKey(user))
            {
                _byUser.Add(user, _inOrder.AddLast(new Member(user.Name)));
                _changes?.Joined(user.Name);
            }
        }
    }

    /// <summary>Removes a user; does nothing if it is not a member.</summary>
    public void Remove(User user)
    {
        lock (_gate)
        {
            if (_byUser.Remove(user, out var place))
            {
                _inOrder.Remove(place);
                _changes?.Left(place.Value.Name);
            }
        }
    }

    /// <summary>Puts a returning user in its former one's position; false if that is no longer a member.</summary>
    public bool TryReplace(User former, User user)
    {
        lock (_gate)
        {
            if (!_byUser.Remove(former, out var place))
            {
                return false;
            }

            _byUser.Add(user, place);
            Rename(place.Value, user.Name);
            return true;
        }
    }

    /// <summary>Records a member's new name.</summary>
    public void Rename(User user, string name)
    {
        lock (_gate)
        {
            if (_byUser.TryGetValue(user, out var place))
            {
                Rename(place.Value, name);
            }
        }
    }

    /// <summary>Starts to record changes; does nothing if it does already.</summary>
    public void Watch()
    {
        lock (_gate)
        {
            _changes ??= new MemberChanges();
        }
    }

    /// <summary>Stops recording changes.</summary>
    public void Unwatch()
    {
        lock (_gate)
        {
            _changes = null;
        }
    }

    /// <summary>Takes the changes, and the names after them: all of them if asked for, or if there were too many changes to keep.</summary>
    public (MemberChanges Changes, IReadOnlyList<string> Names) Take(bool withList)
    {
        lock (_gate)
        {
            var changes = _changes ?? new MemberChanges();
            _changes = new MemberChanges();
            return (changes, withList || changes.IsTooMany ? Names : []);
        }
    }

    /// <summary>Whether nothing changed since the changes were last taken.</summary>
    public bool IsQuiet
    {
        get
        {
            lock (_gate)
            {
                return _changes is not { IsEmpty: false };
            }
        }
    }

    private void Rename(Member member, string name)
    {
        if (!string.Equals(member.Name, name, StringComparison.Ordinal))
        {
            _changes?.Renamed(member.Name, name);
            member.Name = name;
        }
    }

    /// <summary>A member. Its name is changed under the same lock as the list, not when the user's is.</summary>
    private sealed class Member(string name)
    {
        public string Name { get; set; } = name;
    }
}
