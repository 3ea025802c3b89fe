using LanTalk.Server.Users;

namespace LanTalk.Server.Shares;

/// <summary>Tells who may do what, as the chat knows it at this moment.</summary>
internal interface IShareAccess
{
    /// <summary>Whether a user is online, or comes back within the grace period.</summary>
    bool IsOnline(User user);

    /// <summary>Whether a user may get a share: it is the user's own, is sealed for that user, or was announced in a room that the user is in.</summary>
    bool MayGet(User user, Share share);

    /// <summary>The user who has a name and a key, online or not; null if the name belongs to another key, or to nobody.</summary>
    /// <param name="name">The name.</param>
    /// <param name="key">The Ed25519 key, base64url.</param>
    ShareRecipient? FindRecipient(string name, string key);
}
