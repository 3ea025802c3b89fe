using System.Diagnostics.CodeAnalysis;
using LanTalk.Protocol.Invitations;

namespace LanTalk.Client.Addresses;

/// <summary>A server as a person names it: by its address, or by a link that invites to it.</summary>
/// <param name="Address">Where the server is.</param>
/// <param name="Invitation">The link; null for an address alone.</param>
public sealed record ServerReference(ServerAddress Address, InvitationLink? Invitation)
{
    /// <summary>Reads an address or a link.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="reference">What it names.</param>
    /// <param name="problem">Why it names nothing, as a sentence. It quotes no link: there may be a token in it.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out ServerReference? reference, out string problem)
    {
        (reference, problem) = (null, "");
        if (InvitationLink.IsMeant(text))
        {
            var isLink = InvitationLink.TryParse(text, out var link, out var fault);
            (reference, problem) = isLink ? (new ServerReference(new ServerAddress(link!.Host, link.Port), link), "")
                : (null, $"The link cannot be used: {fault}.");
            return isLink;
        }

        if (ServerAddress.TryParse(text, out var address))
        {
            reference = new ServerReference(address, null);
            return true;
        }

        problem = $"'{text}' is not a server address: write HOST, HOST:PORT or [IPV6]:PORT.";
        return false;
    }
}
