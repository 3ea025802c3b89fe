using LanTalk.Server.Users;

namespace LanTalk.Server.Rooms;

/// <summary>
/// Who is in a room, in order of arrival. A user whose connection broke stays a member for the grace period, and one who takes over keeps
/// the place of the former one. Any thread may use it.
/// </summary>
internal sealed class RoomMembers
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Member> _inOrder = [];
    private readonly Dictionary<User, LinkedListNode<Member>> _byUser = [];

    // What changed since it was last taken; null while nobody watches.
    private MemberChanges? _changes;

    /// <summary>How many there are.</summary>
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

    /// <summary>A user comes; nothing if it is a member already.</summary>
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

    /// <summary>A user goes; nothing if it is no member.</summary>
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

    /// <summary>A user takes the place of the one that it was before; false if that is no member any more.</summary>
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

    /// <summary>A member has a new name.</summary>
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

    /// <summary>Begins to note what changes; nothing if it does already.</summary>
    public void Watch()
    {
        lock (_gate)
        {
            _changes ??= new MemberChanges();
        }
    }

    /// <summary>Ends what <see cref="Watch"/> began.</summary>
    public void Unwatch()
    {
        lock (_gate)
        {
            _changes = null;
        }
    }

    /// <summary>Takes what changed, and the names as they are after that: all of them if asked for, or if too much changed to be told.</summary>
    public (MemberChanges Changes, IReadOnlyList<string> Names) Take(bool withList)
    {
        lock (_gate)
        {
            var changes = _changes ?? new MemberChanges();
            _changes = new MemberChanges();
            return (changes, withList || changes.IsTooMany ? Names : []);
        }
    }

    /// <summary>Whether nothing changed since it was last taken.</summary>
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

    /// <summary>A member. Its name is changed under the same lock as the list, and not when the user's is.</summary>
    private sealed class Member(string name)
    {
        public string Name { get; set; } = name;
    }
}
