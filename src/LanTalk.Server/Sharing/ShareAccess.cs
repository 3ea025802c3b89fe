using LanTalk.Protocol.Security;
using LanTalk.Server.Sessions;
using LanTalk.Server.Shares;
using LanTalk.Server.Users;

namespace LanTalk.Server.Sharing;

/// <summary>Decides by who is online and in which rooms.</summary>
internal sealed class ShareAccess(SessionRegistry sessions, NameRegistry names) : IShareAccess
{
    /// <inheritdoc/>
    public bool IsOnline(User user) => FindSession(user) is not null;

    /// <inheritdoc/>
    public bool MayGet(User user, Share share) =>
        FindSession(user) is { } session
        && (share.BelongsTo(user.Sender) || share.IsSealedFor(user.Sender)
            || session.Membership.Rooms.Any(room => share.AnnouncementIn(room.Name) is not null));

    /// <inheritdoc/>
    public ShareRecipient? FindRecipient(string name, string key)
    {
        var form = UserIdentity.FullFormOf(key);
        return sessions.Find(name) is { } session && session.User.Sender == form ? new ShareRecipient(session.Name, form)
            : names.Find(name) is { } owned && owned.Key == form ? new ShareRecipient(owned.Name, form)
            : null;
    }

    /// <summary>The user's session, or the one that has replaced it; null if it is gone, or another user has the name by now.</summary>
    private Session? FindSession(User user) => sessions.Find(user.Name) is { } session && session.User.Sender == user.Sender ? session : null;
}
