namespace LanTalk.Server.Sessions;

/// <summary>
/// The marks of the private messages that a session was given and has not confirmed. A confirmation of anything else is none, and costs no
/// look at the store: there are never more than wait for one recipient. Any thread may call.
/// </summary>
internal sealed class UnconfirmedMarks
{
    private readonly Lock _gate = new();
    private HashSet<(string Sender, string Mark)>? _given;

    /// <summary>The session is about to be given a message; false if it has been given it.</summary>
    public bool TryAdd(string sender, string mark)
    {
        lock (_gate)
        {
            return (_given ??= []).Add((sender, mark));
        }
    }

    /// <summary>The session confirms a message; false if it was given none with that mark.</summary>
    public bool TryConfirm(string mark)
    {
        lock (_gate)
        {
            return _given?.RemoveWhere(given => given.Mark == mark) > 0;
        }
    }
}
