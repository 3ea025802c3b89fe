using System.Net;
using LanTalk.Protocol.Invitations;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Text;

namespace LanTalk.Server.Invitations;

/// <summary>Makes invitations: a link, and where there is a password a token in it.</summary>
/// <param name="store">Keeps them.</param>
/// <param name="server">The server's fingerprint.</param>
/// <param name="time">The clock.</param>
public sealed class Inviter(InvitationStore store, ServerFingerprint server, TimeProvider time)
{
    /// <summary>How long an invitation lets users in if nobody says otherwise.</summary>
    public static readonly TimeSpan UsualTime = TimeSpan.FromHours(24);

    /// <summary>How many users it lets in if nobody says otherwise.</summary>
    public const int UsualUses = 100;

    /// <summary>Makes an invitation; null with the reason, for a person, if it cannot be made.</summary>
    /// <param name="request">Its options.</param>
    /// <param name="location">Where the server is.</param>
    /// <param name="by">The name of its maker.</param>
    /// <param name="owner">The key of the user who makes it; empty for the operator.</param>
    /// <exception cref="InvitationStoreException">It cannot be kept.</exception>
    public async Task<(Invited? Invited, string? Problem)> InviteAsync(InvitationRequest request, ServerLocation location, string by, string owner = "")
    {
        var link = LinkTo(location, request.On, request.Room, out var others);
        if (!location.NeedsPassword)
        {
            // It would promise what it does not hold: the address alone lets everybody in.
            return request.For is null && request.Uses is null
                ? (new Invited(link, others), null)
                : (null, "This server asks for no password, so everybody who knows its address can join, at any time. Leave out 'for' and 'uses'.");
        }

        var token = InvitationKey.CreateToken();
        using var key = InvitationKey.FromToken(token);
        var (expires, uses) = (time.GetUtcNow() + (request.For ?? UsualTime), request.Uses ?? UsualUses);
        var (id, problem) = await store.AddAsync(new NewInvitation(key.PublicKey, owner, by, request.Room, expires, uses));
        return id is null
            ? (null, problem)
            : (new Invited(link with { Token = Base64UrlText.Write(token) }, others) { Id = id, Expires = expires, Uses = uses }, null);
    }

    /// <summary>A link that lets in whoever knows the password, if there is one: it only says which server is meant.</summary>
    public Invited LinkTo(ServerLocation location) => new(LinkTo(location, on: null, room: null, out var others), others);

    private InvitationLink LinkTo(ServerLocation location, IPAddress? on, string? room, out IReadOnlyList<IPAddress> others)
    {
        var addresses = ReachableAddresses.Of(location.Bound);
        var chosen = on ?? addresses[0];
        others = [.. addresses.Where(address => !address.Equals(chosen))];
        return new InvitationLink(chosen.ToString(), location.Port, server) { Room = room };
    }
}
