using LanTalk.Server.History;

namespace LanTalk.Server.Rooms;

/// <summary>The last messages of a room by their senders' marks: what a client sends again is known again. Used by the room's turn.</summary>
internal sealed class RecentNonces
{
    /// <summary>How far back a mark is known: longer than any client repeats what it was not told of.</summary>
    public const int Capacity = 10_000;

    private readonly Dictionary<(string Sender, string Nonce), long> _ids = [];
    private readonly Queue<(string Sender, string Nonce)> _order = new();

    /// <summary>The marks of the messages that a room's store has.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public static RecentNonces Of(IRoomStore store, string room)
    {
        var nonces = new RecentNonces();
        foreach (var message in store.ReadBefore(room, long.MaxValue, Capacity))
        {
            if (message.Nonce.Length > 0)
            {
                nonces.Add(message.Sender, message.Nonce, message.Id);
            }
        }

        return nonces;
    }

    /// <summary>The number of a message; 0 if there is none.</summary>
    public long Find(string sender, string nonce) => _ids.GetValueOrDefault((sender, nonce));

    /// <summary>Remembers a message.</summary>
    public void Add(string sender, string nonce, long id)
    {
        if (_ids.TryAdd((sender, nonce), id))
        {
            _order.Enqueue((sender, nonce));
            if (_order.Count > Capacity)
            {
                _ids.Remove(_order.Dequeue());
            }
        }
    }
}
