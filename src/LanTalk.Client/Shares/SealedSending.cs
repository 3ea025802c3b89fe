using LanTalk.Client.Events;
using LanTalk.Client.Sessions;
using LanTalk.Protocol.Sources;
using LanTalk.Protocol.Text;

namespace LanTalk.Client.Shares;

/// <summary>
/// Sends files to one user, sealed: the server is told of their size, the user of everything else in a private message, and then the bytes go. Nothing
/// is sent if there is no key to seal for.
/// </summary>
public sealed class SealedSending
{
    private readonly SealedSource _source;
    private readonly ShareUpload _upload;

    private SealedSending(SealedSource source, ShareUpload upload) => (_source, _upload) = (source, upload);

    /// <summary>Finds the key of the user; nothing is sent yet.</summary>
    /// <param name="session">The session.</param>
    /// <param name="server">The server's HTTP.</param>
    /// <param name="content">The files.</param>
    /// <param name="to">The user's name.</param>
    /// <param name="sends">Keeps what is needed to go on later.</param>
    /// <param name="show">Called with how far it is.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="ShareException">There is no key.</exception>
    /// <exception cref="IOException">There is no connection now.</exception>
    public static async Task<SealedSending> PrepareAsync(
        IChatSession session, ShareServer server, ShareContent content, string to, SealedSends sends, Action<TransferProgress> show, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var found = await session.FindKeyAsync(to, cancellationToken);
        if (found.Key is not { } key || session.Certificate is not { } certificate)
        {
            throw new ShareException(ShareFault.Refused, ReasonOf(found));
        }

        var source = new SealedSource(content, certificate, found.User, key, sends);
        return new SealedSending(source, new ShareUpload(server, source, time, Random.Shared) { Show = show });
    }

    /// <summary>Tells the server of it.</summary>
    /// <returns>The share's number, and the message that tells the user, which is sent before the bytes.</returns>
    /// <exception cref="ShareException">A file cannot be used, or the server refuses it.</exception>
    public async Task<(long Share, Outgoing Message)> BeginAsync(CancellationToken cancellationToken)
    {
        var share = await _upload.BeginAsync(cancellationToken);
        return (share, _source.Announce(share));
    }

    /// <summary>Sends what the server does not have.</summary>
    /// <param name="share">The share's number.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="ShareException">A file was changed, or the server refuses it.</exception>
    public async Task SendAsync(long share, CancellationToken cancellationToken)
    {
        await _upload.SendAsync(share, cancellationToken);
        _source.ForgetHashes();
    }

    private static string ReasonOf(RecipientKey found)
    {
        var user = SafeText.Clean(found.User);
        return found.Delivery switch
        {
            PrivateDelivery.NobodyThere => $"nobody named {user} is here.",
            PrivateDelivery.KeyWithheld => $"you know {user}'s key, but the server now names none, or an invalid one. Nothing was sent.",
            PrivateDelivery.NoAnswer => $"the server does not say what {user}'s key is. Nothing was sent.",
            _ => $"{user} has no key to seal files for, and nothing was sent: {user} must join with a client that encrypts.",
        };
    }
}
