using System.Runtime.InteropServices;
using LanTalk.Server.History;

namespace LanTalk.Server.Rooms;

/// <summary>
/// The last messages of a room by their senders' nonces, so that a message that a client sends again is recognised, even before the first one has an
/// id. Used by the room's turn.
/// </summary>
internal sealed class RecentNonces
{
    /// <summary>How many messages it remembers: more than any client sends again.</summary>
    public const int Capacity = 10_000;

    // The id is 0 while the message is being stored.
    private readonly Dictionary<(string Sender, string Nonce), long> _ids = [];
    private readonly Queue<(string Sender, string Nonce)> _order = new();

    /// <summary>Reads the nonces of a room's stored messages.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public static RecentNonces Of(IRoomStore store, string room)
    {
        var nonces = new RecentNonces();
        foreach (var message in store.ReadBefore(room, long.MaxValue, Capacity))
        {
            if (message.Nonce.Length > 0)
            {
                nonces.Set(message.Sender, message.Nonce, message.Id);
            }
        }

        return nonces;
    }

    /// <summary>Claims a nonce for a message that is about to be stored; false if another message has it.</summary>
    public bool TryClaim(string sender, string nonce)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(_ids, (sender, nonce), out var isKnown);
        return !isKnown;
    }

    /// <summary>The id of a message; 0 if there is none, or none yet.</summary>
    public long Find(string sender, string nonce) => _ids.GetValueOrDefault((sender, nonce));

    /// <summary>Records the id of a message.</summary>
    public void Set(string sender, string nonce, long id)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_ids, (sender, nonce), out _);
        if (known == 0)
        {
            known = id;
            _order.Enqueue((sender, nonce));
            if (_order.Count > Capacity)
            {
                _ids.Remove(_order.Dequeue());
            }
        }
    }

    /// <summary>Gives up the nonce of a message that is not stored.</summary>
    public void Release(string sender, string nonce)
    {
        if (Find(sender, nonce) == 0)
        {
            _ids.Remove((sender, nonce));
        }
    }
}
