using System.Globalization;
using LanTalk.Protocol.Text;
using LanTalk.Server.Configuration;
using LanTalk.Server.Rooms;
using LanTalk.Server.Shares;
using LanTalk.Server.Sharing;

namespace LanTalk.Server.Commands;

/// <summary>The commands about files.</summary>
internal sealed class ShareCommands(LanTalkServerOptions options, ShareStore store, ShareAnswers answers, ShareAnnouncer announcer)
{
    /// <summary>The most shares in a list; <c>/files</c> is for people.</summary>
    private const int MostListed = 30;

    /// <summary>The commands; none if the server keeps no files.</summary>
    public IEnumerable<ChatCommand> Commands() => options.Files is null ? [] :
    [
        ChatCommand.Create("files", "", "List the files that were shared in the room.", CommandAudience.Everybody, List),
        new("unsend", "<number>", "Remove files from the server; users can remove their own.", CommandAudience.Everybody, UnsendAsync),
    ];

    private void List(CommandCall call)
    {
        // The operator sees those that no room was told of as well: they take space, too.
        var shares = call.Caller.Session is null ? store.All.OrderBy(share => share.Facts.Id).ToList()
            : [.. answers.In(call.Room).Select(each => each.Share), .. answers.SealedOf(call.Caller.User?.Sender ?? "")];
        if (shares.Count == 0)
        {
            call.Caller.Reply(call.Caller.Session is null ? "The server keeps no files." : $"No files were shared in {call.Room.Name}.");
            return;
        }

        var lines = shares.TakeLast(MostListed).Select(share => Line(share, call.Room));
        call.Caller.Reply(shares.Count > MostListed ? [$"The newest {MostListed} of {shares.Count}:", .. lines] : [.. lines]);
    }

    private async ValueTask UnsendAsync(CommandCall call)
    {
        var isNumber = long.TryParse(call.Arguments, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        if (!isNumber)
        {
            call.RefuseUsage();
        }
        else if (store.Find(number) is not { } share || !(call.Caller.User is null || share.BelongsTo(call.Caller.User.Sender)))
        {
            call.Caller.Refuse(call.Caller.User is null ? $"There is no share {number}. /files lists them." : $"You have no share {number}.");
        }
        else
        {
            await announcer.UnsendAsync(share, call.Caller.Name);
            call.Caller.Reply($"Removed {ShareTexts.NameOf(share)}.");
        }
    }

    private static string GotBy(Share share) =>
        ShareReceivers.Describe(share.Record.GotBy?.Count, share.Record.GotBy?.Select(receiver => receiver.Name).ToList()) is { } got ? $"; {got}" : "";

    private static string Line(Share share, Room room)
    {
        var announcement = share.AnnouncementIn(room.Name);
        var progress = share.IsComplete ? "" : string.Create(CultureInfo.InvariantCulture, $"; {100 * share.Offset / share.Facts.Size}% is there");
        var sender = $"{announcement?.User ?? share.Record.OwnerName}{(share.IsOfBot ? " (bot)" : "")}";
        return $"{share.Facts.Id}: {ShareTexts.Describe(share)}, from {sender}{progress}{GotBy(share)}";
    }
}
