using System.Security.Cryptography;
using System.Text;
using LanTalk.Protocol.Text;
using LanTalk.Server.Users;

namespace LanTalk.Server.Shares;

/// <summary>
/// The tickets that the chat has given out, in memory. They are looked up by their hashes, so that the time a wrong one takes tells nothing about
/// right ones.
/// </summary>
internal sealed class TicketStore(TimeProvider time)
{
    /// <summary>How long a ticket is valid after its last use.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromMinutes(10);

    /// <summary>The most tickets of a user; a further one takes the place of the oldest.</summary>
    private const int MostPerUser = 32;

    private const int Length = 16;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, ShareTicket> _byHash = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Queue<string>> _byUser = new(StringComparer.Ordinal);

    /// <summary>Makes a ticket.</summary>
    /// <param name="user">Its user.</param>
    /// <param name="share">The share that it is for; null for sending.</param>
    /// <param name="key">Seals what travels with it; null for nothing.</param>
    public string Issue(User user, long? share, ReadOnlyMemory<byte>? key = null)
    {
        var value = Base64UrlText.Write(RandomNumberGenerator.GetBytes(Length));
        var hash = HashOf(value);
        lock (_gate)
        {
            if (!_byUser.TryGetValue(user.Sender, out var own))
            {
                RemoveExpired();
                own = _byUser[user.Sender] = new Queue<string>();
            }

            if (own.Count >= MostPerUser)
            {
                _byHash.Remove(own.Dequeue());
            }

            own.Enqueue(hash);
            _byHash.Add(hash, new ShareTicket(user, share, key, time));
        }

        return value;
    }

    /// <summary>The ticket with this value, which is used now; null if there is none, or it has expired.</summary>
    public ShareTicket? Use(string value)
    {
        lock (_gate)
        {
            if (_byHash.GetValueOrDefault(HashOf(value)) is not { IsTaken: false } ticket || ticket.Age > Validity)
            {
                return null;
            }

            ticket.NoteUse();
            return ticket;
        }
    }

    /// <summary>The ticket with this value, for a download whose address holds it: it is not valid any more. Null if there is no such ticket.</summary>
    public ShareTicket? TakeForDownload(string value)
    {
        lock (_gate)
        {
            // The user's queue keeps the hash until it is pushed out.
            return _byHash.GetValueOrDefault(HashOf(value)) is { Share: not null, Key: null } ticket && ticket.Age <= Validity && ticket.TryTake()
                ? ticket
                : null;
        }
    }

    private void RemoveExpired()
    {
        foreach (var (user, hashes) in _byUser)
        {
            // The user's other tickets stay valid until newer ones push them out.
            if (hashes.All(hash => _byHash[hash].Age > Validity))
            {
                _byUser.Remove(user);
                foreach (var hash in hashes)
                {
                    _byHash.Remove(hash);
                }
            }
        }
    }

    private static string HashOf(string value) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(value)));
}
