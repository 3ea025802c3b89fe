using System.Globalization;
using LanTalk.Client.Configuration;
using LanTalk.Client.Sealing;
using LanTalk.Client.Sessions;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Sources;

namespace LanTalk.Client.Shares;

/// <summary>Finds shares that are sealed for the user: the server tells what there is, and the keys are on this machine.</summary>
public static class SealedChoice
{
    /// <summary>Finds a share by its number; null if the server has no such share that is sealed for the user.</summary>
    /// <param name="session">The session.</param>
    /// <param name="received">The keys.</param>
    /// <param name="list">What the server has.</param>
    /// <param name="number">The number.</param>
    /// <exception cref="ShareException">Its key is not here.</exception>
    public static ReceivedShare? Find(IChatSession session, ReceivedShares received, ShareList list, long number)
    {
        if (list.Sealed?.FirstOrDefault(each => each.Share == number && each.IsForAsker == true) is not { } presence)
        {
            return null;
        }

        return KeyOf(session, received, presence) ?? throw new ShareException(ShareFault.NotFound, string.Create(CultureInfo.InvariantCulture,
            $"share {number} is sealed for you, but its key is not here. It came in a private message to another machine of yours, more than {ReceivedShares.Age.Days} days ago, or not yet: join once to read your messages."));
    }

    /// <summary>The key of a share that the server has; null if it is not here.</summary>
    /// <param name="session">The session.</param>
    /// <param name="received">The keys.</param>
    /// <param name="presence">The share.</param>
    /// <exception cref="ShareException">The keys cannot be read.</exception>
    public static ReceivedShare? KeyOf(IChatSession session, ReceivedShares received, SealedPresence presence)
    {
        try
        {
            return session.Certificate is { } certificate ? received.Find(certificate, presence.Share, presence.Root) : null;
        }
        catch (ConfigFileException e)
        {
            throw new ShareException(ShareFault.File, e.Message, e);
        }
    }
}
