namespace LanTalk.Server.Sessions;

/// <summary>
/// The ids of the private messages that a session was sent and has not confirmed. A confirmation of any other id is ignored without asking the store.
/// It never holds more than the messages waiting for one recipient. Thread-safe.
/// </summary>
internal sealed class UnconfirmedMessages
{
    private readonly Lock _gate = new();
    private HashSet<(string Sender, string Id)>? _given;

    /// <summary>Adds a message before it is sent; false if it was sent before.</summary>
    public bool TryAdd(string sender, string id)
    {
        lock (_gate)
        {
            return (_given ??= []).Add((sender, id));
        }
    }

    /// <summary>Removes a confirmed message; false if none with that id was sent.</summary>
    public bool TryConfirm(string id)
    {
        lock (_gate)
        {
            return _given?.RemoveWhere(given => given.Id == id) > 0;
        }
    }
}
