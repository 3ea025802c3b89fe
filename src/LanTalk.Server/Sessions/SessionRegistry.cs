using System.Collections.Concurrent;
using LanTalk.Protocol.Names;
using LanTalk.Server.Configuration;
using LanTalk.Server.Users;

namespace LanTalk.Server.Sessions;

/// <summary>The sessions by their users' names. A name belongs to one session; the server's own name and those of bots to none.</summary>
internal sealed class SessionRegistry(LanTalkServerOptions options, BotNames bots)
{
    private readonly ConcurrentDictionary<string, Session> _byName = new(UserName.Comparer);

    // By NameKey.LookOf: a name that looks like a taken one cannot be had either.
    private readonly ConcurrentDictionary<string, Session> _byLook = new(StringComparer.Ordinal);
    private readonly Lock _renaming = new();
    private int _count;

    /// <summary>The number of users online, without the server's own name, and without those who have departed and whose names are not free yet.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The number of users online as shown to people, including the operator under the server's name.</summary>
    public int Online => Count + 1;

    /// <summary>All sessions.</summary>
    public IEnumerable<Session> All => _byName.Select(entry => entry.Value);

    /// <summary>The session with this name; null if there is none.</summary>
    public Session? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Takes the name of the session's user; false if it is taken.</summary>
    public bool TryAdd(Session session)
    {
        var look = NameKey.LookOf(session.Name);
        if (IsForNobody(session.Name) || !_byLook.TryAdd(look, session))
        {
            return false;
        }

        if (!_byName.TryAdd(session.Name, session))
        {
            _byLook.TryRemove(look, out _);
            return false;
        }

        Interlocked.Increment(ref _count);
        return true;
    }

    /// <summary>
    /// Replaces a user's former session by the new one, which inherits its state; false if the former has departed, or has another name by now. Only
    /// this decides whether the user is replaced: a change of name comes entirely before it, or finds the session gone.
    /// </summary>
    public bool TryReplace(Session former, Session session)
    {
        lock (_renaming)
        {
            var (formerLook, look) = (NameKey.LookOf(former.Name), NameKey.LookOf(session.Name));
            if (!UserName.Comparer.Equals(former.Name, session.Name) || !Holds(former) || !TryTakeLook(look, former))
            {
                return false;
            }

            var isGone = former.Ending.TryTell();
            if (isGone)
            {
                session.Inherit(former);
                _byName[session.Name] = session;
                _byLook[look] = session;
            }

            if (look != formerLook)
            {
                _byLook.TryRemove(isGone ? formerLook : look, out _);
            }

            return isGone;
        }
    }

    /// <summary>Lets a user depart; false if it has come back, and its new session has inherited everything.</summary>
    public bool TryDepart(Session session)
    {
        lock (_renaming)
        {
            var isGone = session.Ending.TryTell();
            if (isGone)
            {
                Interlocked.Decrement(ref _count);
            }

            return isGone;
        }
    }

    /// <summary>Releases the name of a session that has departed.</summary>
    public void Remove(Session session)
    {
        lock (_renaming)
        {
            if (Holds(session) && _byName.TryRemove(session.Name, out _))
            {
                _byLook.TryRemove(NameKey.LookOf(session.Name), out _);
            }
        }
    }

    /// <summary>Changes the name of a session; false if the new name is taken, or the session was replaced.</summary>
    /// <param name="session">The session.</param>
    /// <param name="name">The new name.</param>
    /// <param name="renamed">Called while neither name is free: nobody else can take the former one before it returns.</param>
    public bool TryRename(Session session, string name, Action renamed)
    {
        lock (_renaming)
        {
            var formerName = session.Name;
            var isSame = UserName.Comparer.Equals(formerName, name);
            var (formerLook, look) = (NameKey.LookOf(formerName), NameKey.LookOf(name));
            if (!Holds(session) || IsForNobody(name) || !TryTakeLook(look, session))
            {
                return false;
            }

            if (!isSame && !_byName.TryAdd(name, session))
            {
                if (look != formerLook)
                {
                    _byLook.TryRemove(look, out _);
                }

                return false;
            }

            session.User.Name = name;
            renamed();
            if (!isSame)
            {
                _byName.TryRemove(formerName, out _);
            }

            if (look != formerLook)
            {
                _byLook.TryRemove(formerLook, out _);
            }

            return true;
        }
    }

    /// <summary>Whether a name is the server's own, or could be mistaken for it.</summary>
    public bool IsReserved(string name) => NameKey.AreOne(name, options.Name);

    /// <summary>Whether somebody is online by a name, or by one that looks like it.</summary>
    public bool IsInUse(string name) => Find(name) is not null || _byLook.ContainsKey(NameKey.LookOf(name));

    private bool IsForNobody(string name) => IsReserved(name) || bots.Find(name) is not null;

    /// <summary>Reserves a look for a session; true also if the session has it already.</summary>
    private bool TryTakeLook(string look, Session session) => ReferenceEquals(_byLook.GetOrAdd(look, session), session);

    private bool Holds(Session session) => ReferenceEquals(Find(session.Name), session);
}
