using LanTalk.Protocol.Messages;
using LanTalk.Server.Chat;
using LanTalk.Server.Clock;
using LanTalk.Server.Configuration;
using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;
using LanTalk.Server.Shares;

namespace LanTalk.Server.Sharing;

/// <summary>Tells rooms of shares, and of their end.</summary>
internal sealed class ShareAnnouncer(
    LanTalkServerOptions options, ShareStore store, ShareTexts texts, Conversation conversation, RoomRegistry rooms, SessionRegistry sessions,
        ServerClock clock, TimeProvider time)
{
    /// <summary>Posts the message that announces a share; the author is told why if it is not posted.</summary>
    public async ValueTask AnnounceAsync(ICommandCaller author, Room room, long number, string? nonce)
    {
        if (store.Find(number) is not { } share || !share.BelongsTo(author.User?.Sender ?? ""))
        {
            author.Refuse(options.Files is null ? "This server keeps no files." : $"You have no share {number}. Nobody got this message.", nonce);
            return;
        }

        if (share.Record.To is { } to)
        {
            author.Refuse($"Share {number} is sealed for {to.Name}, and no room can read it. Nobody got this message.", nonce);
            return;
        }

        var text = await Task.Run(() => texts.Announcement(share.Facts));
        await conversation.AnnounceAsync(author, room, text, nonce, share.Facts, () => RecordAsync(author.Name, room, share));
    }

    /// <summary>Removes a share, and tells the rooms that know it, or of a sealed one its sender and the user whom it was for.</summary>
    /// <param name="share">The share.</param>
    /// <param name="by">The name of the user or operator who removes it.</param>
    public async Task UnsendAsync(Share share, string by)
    {
        var announcements = share.Record.Announcements;
        await store.RemoveAsync(share);
        var told = new SystemMessage(clock.Now, $"{by} removed {ShareTexts.NameOf(share)}.", SystemEvents.Unsend, by) { Share = share.Facts.Id };
        if (share.Record.To is { } to)
        {
            foreach (var session in new[] { Find(share.Record.OwnerName, share.Record.Owner), Find(to.Name, to.Key) }.OfType<Session>().Distinct())
            {
                session.Send(told);
            }
        }

        foreach (var room in rooms.All.Where(room => announcements.Any(announcement => announcement.Room == room.Name)))
        {
            room.Tell(told);
            room.Wake();
        }
    }

    /// <summary>The session of the user with this name and key; null if that user is not online.</summary>
    private Session? Find(string name, string key) => sessions.Find(name) is { } session && session.User.Sender == key ? session : null;

    /// <summary>Records an announcement before anybody sees it, so that whoever sees it can get the share; returns why that failed.</summary>
    private async ValueTask<string?> RecordAsync(string author, Room room, Share share) =>
        await store.AnnounceAsync(share, new ShareAnnouncement(room.Name, author, time.GetUtcNow().ToUnixTimeMilliseconds())) is { } problem
            ? $"{problem.Text} Nobody got this message."
            : null;
}
