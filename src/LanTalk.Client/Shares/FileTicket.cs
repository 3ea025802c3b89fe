using System.Globalization;
using LanTalk.Client.Connecting;
using LanTalk.Client.Sessions;
using LanTalk.Protocol.Sources;

namespace LanTalk.Client.Shares;

/// <summary>All that another program needs to get a share from the server.</summary>
/// <param name="Url">The address of the share.</param>
/// <param name="Ticket">Lets its holder in there.</param>
/// <param name="PublicKey">The public key of the server, as <c>curl --pinnedpubkey</c> takes it.</param>
public sealed record FileTicket(string Url, string Ticket, string PublicKey)
{
    /// <summary>Asks for a ticket.</summary>
    /// <param name="session">The session.</param>
    /// <param name="share">The share's number.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="ShareException">There is none, or the server is not there.</exception>
    /// <exception cref="IOException">There is no connection now.</exception>
    public static async Task<FileTicket> AskAsync(IChatSession session, long share, CancellationToken cancellationToken)
    {
        if (session is not { Address: { } address, Certificate: { } certificate })
        {
            throw new ShareException(ShareFault.Refused, "Files need an encrypted connection, and this one is not.");
        }

        try
        {
            var key = await Dialer.ReadPublicKeyAsync(address, certificate, cancellationToken);
            var ticket = await session.AskTicketAsync(share, cancellationToken);
            return new FileTicket(string.Create(CultureInfo.InvariantCulture, $"https://{address}/files/{share}"), ticket, key);
        }
        catch (ConnectException e)
        {
            throw new ShareException(ShareFault.Network, e.Message, e);
        }
    }

    /// <summary>Leaves the ticket out, so that no log can hold it.</summary>
    public override string ToString() => $"FileTicket {{ Url = {Url} }}";
}
