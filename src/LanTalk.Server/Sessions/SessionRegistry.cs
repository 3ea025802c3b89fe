using System.Collections.Concurrent;
using LanTalk.Protocol.Names;
using LanTalk.Server.Configuration;

namespace LanTalk.Server.Sessions;

/// <summary>The sessions by the name of their user. A name is held by one session; the server's own name by none.</summary>
internal sealed class SessionRegistry(LanTalkServerOptions options)
{
    private readonly ConcurrentDictionary<string, Session> _byName = new(UserName.Comparer);

    // By NameKey.LookOf: what looks like a name that is held cannot be had either.
    private readonly ConcurrentDictionary<string, Session> _byLook = new(StringComparer.Ordinal);
    private readonly Lock _renaming = new();
    private int _count;

    /// <summary>How many users are online, the server's own name not counted.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>How many are online to whoever looks: the users, and the operator under the server's name.</summary>
    public int Online => Count + 1;

    /// <summary>All sessions.</summary>
    public IEnumerable<Session> All => _byName.Select(entry => entry.Value);

    /// <summary>The session of a name; null if nobody has it.</summary>
    public Session? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Takes the name of the session's user; false if it is taken.</summary>
    public bool TryAdd(Session session)
    {
        var look = NameKey.LookOf(session.Name);
        if (IsReserved(session.Name) || !_byLook.TryAdd(look, session))
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
    /// Puts a user's new session in the place of the former one, which hands over what it has; false if that has departed, or goes by another name by
    /// now. Only here is it decided whether the user is replaced: a change of the name comes wholly before or finds the session gone.
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

    /// <summary>A user departs; false if it came in again, and then its new session has inherited all.</summary>
    public bool TryDepart(Session session)
    {
        lock (_renaming)
        {
            return session.Ending.TryTell();
        }
    }

    /// <summary>Gives the name back.</summary>
    public void Remove(Session session)
    {
        lock (_renaming)
        {
            if (Holds(session) && _byName.TryRemove(session.Name, out _))
            {
                _byLook.TryRemove(NameKey.LookOf(session.Name), out _);
                Interlocked.Decrement(ref _count);
            }
        }
    }

    /// <summary>Exchanges the name of a session; false if the new one is taken, or the session was replaced.</summary>
    /// <param name="session">The session.</param>
    /// <param name="name">Its new name.</param>
    /// <param name="renamed">Called while neither name is free: nobody else can come by the former one before this is over.</param>
    public bool TryRename(Session session, string name, Action renamed)
    {
        lock (_renaming)
        {
            var formerName = session.Name;
            var isSame = UserName.Comparer.Equals(formerName, name);
            var (formerLook, look) = (NameKey.LookOf(formerName), NameKey.LookOf(name));
            if (!Holds(session) || IsReserved(name) || !TryTakeLook(look, session))
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

    /// <summary>Whether a name is the server's own, or would be taken for it.</summary>
    public bool IsReserved(string name) => NameKey.AreOne(name, options.Name);

    /// <summary>Takes a look for a session, or finds that it has it.</summary>
    private bool TryTakeLook(string look, Session session) => ReferenceEquals(_byLook.GetOrAdd(look, session), session);

    private bool Holds(Session session) => ReferenceEquals(Find(session.Name), session);
}
