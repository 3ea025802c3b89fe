using System.Security.Cryptography;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Text;
using LanTalk.Server.Clock;
using LanTalk.Server.Configuration;
using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;
using LanTalk.Server.Shares;

namespace LanTalk.Server.Sharing;

/// <summary>Answers questions about shares: for tickets, and what there is.</summary>
internal sealed class ShareAnswers(LanTalkServerOptions options, ShareStore store, TicketStore tickets, IShareAccess access, ServerClock clock)
{
    /// <summary>The most shares in an answer.</summary>
    private const int MostTold = 200;

    /// <summary>The most names of those who have got a share, in an answer with several.</summary>
    private const int MostNames = 10;

    /// <summary>Gives a session a ticket, or tells it why it gets none.</summary>
    public void GiveTicket(Session session, AskTicket asked)
    {
        if (!Nonce.IsValid(asked.Nonce))
        {
            session.Refuse($"'nonce' must be 1 to {Nonce.MaxLength} characters of base64url.");
        }
        else if (FindRefusal(session, asked.Share) is { } refusal)
        {
            session.Refuse(refusal, asked.Nonce);
        }
        else
        {
            var key = asked.Sealed is true ? RandomNumberGenerator.GetBytes(BodySeal.KeyLength) : null;
            var ticket = tickets.Issue(session.User, asked.Share, key is null ? null : (ReadOnlyMemory<byte>?)key);
            session.Send(new Ticket(
                clock.Now, asked.Nonce, ticket, (int)TicketStore.Validity.TotalSeconds, key is null ? null : Base64UrlText.Write(key)));
        }
    }

    /// <summary>Tells a session the newest shares of a room that it is in.</summary>
    public void TellShares(Session session, Room room)
    {
        var key = session.User.Sender;
        var sealedOnes = SealedOf(key).TakeLast(MostTold).Select(share => SealedPresenceOf(share, key, MostNames)).ToList();
        session.Send(new ShareList(clock.Now, [.. In(room).TakeLast(MostTold).Select(each => Presence(each.Share, each.Announcement, MostNames))], room.WireName)
        {
            Sealed = sealedOnes.Count > 0 ? sealedOnes : null,
        });
    }

    /// <summary>Tells a session of one share, with the names of all who have got it.</summary>
    public void TellShare(Session session, long number)
    {
        if (FindRefusal(session, number) is { } refusal)
        {
            session.Refuse(refusal);
            return;
        }

        var (rooms, share) = (session.Membership.Rooms, store.Find(number));
        if (share?.Record.To is not null)
        {
            session.Send(new ShareList(clock.Now, []) { Sealed = [SealedPresenceOf(share, session.User.Sender)] });
            return;
        }

        var room = rooms.FirstOrDefault(room => share?.AnnouncementIn(room.Name) is not null);
        session.Send(new ShareList(clock.Now, room is null ? [] : [Presence(share!, share!.AnnouncementIn(room.Name)!)], room?.WireName));
    }

    /// <summary>The shares that a user has sealed for another one, or another one for the user, oldest first.</summary>
    /// <param name="key">The user's key in its full form.</param>
    public IEnumerable<Share> SealedOf(string key) => store.All
        .Where(share => share.IsSealedFor(key) || (share.Record.To is not null && share.BelongsTo(key)))
        .OrderBy(share => share.Facts.Id);

    /// <summary>The shares that were announced in a room, oldest announcement first.</summary>
    public IEnumerable<(Share Share, ShareAnnouncement Announcement)> In(Room room) => store.All
        .Select(share => (Share: share, Announcement: share.AnnouncementIn(room.Name)!))
        .Where(each => each.Announcement is not null)
        .OrderBy(each => each.Announcement.At)
        .ThenBy(each => each.Share.Facts.Id);

    private static SharePresence Presence(Share share, ShareAnnouncement announcement, int mostNames = int.MaxValue) =>
        new(share.Facts, announcement.User, announcement.At, share.Offset)
        {
            Bot = share.IsOfBot ? true : null,
            Got = share.Record.GotBy?.Count,
            GotBy = NamesOf(share, mostNames),
        };

    private static List<string>? NamesOf(Share share, int most) =>
        share.Record.GotBy is { } known ? [.. known.Take(most).Select(receiver => receiver.Name)] : null;

    private static SealedPresence SealedPresenceOf(Share share, string key, int mostNames = int.MaxValue) => new(
        share.Facts.Id, share.Record.OwnerName, share.Record.To!.Name, share.Facts.Size, share.Facts.Root, share.Record.Created, share.Offset)
    {
        IsForAsker = share.IsSealedFor(key) ? true : null,
        Got = share.Record.GotBy?.Count,
        GotBy = NamesOf(share, mostNames),
    };

    private string? FindRefusal(Session session, long? number)
    {
        if (options.Files is null)
        {
            return "This server keeps no files.";
        }

        if (session.User.Identity is null)
        {
            return "Only users with a key can send and get files. Join with a newer client.";
        }

        if (number is not { } asked)
        {
            return null;
        }

        return store.Find(asked) is not { } share ? $"There is no share {asked}, or it was removed."
            : access.MayGet(session.User, share) ? null
            : $"You are in no room in which share {asked} was announced, and it is not sealed for you.";
    }
}
