namespace LanTalk.Server.Sessions;

/// <summary>
/// The marks of the private messages that a session was given and has not confirmed. A confirmation of anything else is none, and costs no
/// look at the store: there are never more than wait for one recipient. Any thread may call.
/// </summary>
internal sealed class UnconfirmedMessages
{
    private readonly Lock _gate = new();
    private HashSet<(string Sender, string Id)>? _given;

    /// <summary>The session is about to be given a message; false if it has been given it.</summary>
    public bool TryAdd(string sender, string id)
    {
        lock (_gate)
        {
            return (_given ??= []).Add((sender, id));
        }
    }

    /// <summary>The session confirms a message; false if it was given none with that mark.</summary>
    public bool TryConfirm(string id)
    {
        lock (_gate)
        {
            return _given?.RemoveWhere(given => given.Id == id) > 0;
        }
    }
}
