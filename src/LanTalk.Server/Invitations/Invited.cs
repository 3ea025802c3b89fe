using System.Net;
using LanTalk.Protocol.Invitations;
using LanTalk.Protocol.Messages;

namespace LanTalk.Server.Invitations;

/// <summary>An invitation that was made.</summary>
/// <param name="Link">The link, with the token: it is nowhere else.</param>
/// <param name="Others">The other addresses of the server that the link could have.</param>
public sealed record Invited(InvitationLink Link, IReadOnlyList<IPAddress> Others)
{
    /// <summary>Its id; null for a link alone, which lets in whoever knows the password, or everybody.</summary>
    public string? Id { get; init; }

    /// <summary>Until when it lets users in.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>How many users it lets in.</summary>
    public int? Uses { get; init; }

    /// <summary>The message that tells of it, with the QR code.</summary>
    /// <param name="timestamp">Local time of the server.</param>
    public Invitation ToMessage(string timestamp)
    {
        var url = Link.ToUrl();
        var code = QrEncoder.Encode(url);
        return new Invitation(timestamp, url, code.ToString(), code.Size)
        {
            Id = Id,
            Expires = Expires?.ToUnixTimeMilliseconds(),
            Uses = Uses,
            Room = Link.Room,
        };
    }

    /// <summary>Whether the link leads nowhere but to this machine.</summary>
    public bool IsForThisMachineOnly => IPAddress.TryParse(Link.Host, out var address) && IPAddress.IsLoopback(address);
}
