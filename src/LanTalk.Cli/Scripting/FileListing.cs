using System.Globalization;
using System.Text.Json;
using LanTalk.Cli.Exits;
using LanTalk.Cli.Json;
using LanTalk.Cli.Texts;
using LanTalk.Client.Sealing;
using LanTalk.Client.Sessions;
using LanTalk.Client.Shares;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Scripting;

/// <summary>Lists the shares of a room for a script, and those that are sealed for the user or by the user.</summary>
/// <param name="session">The session.</param>
/// <param name="received">The keys of sealed shares.</param>
/// <param name="output">Where to print.</param>
/// <param name="notes">Receives what goes wrong.</param>
/// <param name="json">Whether to print for programs.</param>
/// <param name="time">The clock, which tells the time zone.</param>
internal sealed class FileListing(IChatSession session, ReceivedShares received, TextWriter output, Notes notes, bool json, TimeProvider time)
{
    /// <summary>Prints them; returns the exit code.</summary>
    /// <param name="room">The room; null for the lobby.</param>
    /// <param name="stopping">Ends it.</param>
    public Task<int> RunAsync(string? room, CancellationToken stopping) => new FileSession(session, notes, "").RunAsync(
        room,
        async ended =>
        {
            var list = await session.AskSharesAsync(room, ended);
            foreach (var presence in list.Shares)
            {
                output.WriteLine(json ? JsonSerializer.Serialize(FileJson.Of(presence, room), ToolJson.Default.FileJson) : Line(presence));
            }

            foreach (var presence in list.Sealed ?? [])
            {
                var facts = presence.IsForAsker == true ? SealedChoice.KeyOf(session, received, presence)?.Facts : null;
                output.WriteLine(json ? JsonSerializer.Serialize(SealedFileJson.Of(presence, facts), ToolJson.Default.SealedFileJson) : Line(presence, facts));
            }

            return ExitCode.Done;
        },
        stopping);

    private string Line(SharePresence presence)
    {
        var (share, user) = (presence.Share, $"{SafeText.Clean(presence.User)}{(presence.Bot == true ? NameTexts.BotMark : "")}");
        return string.Create(CultureInfo.InvariantCulture,
            $"{share.Id}  {ShareTexts.Of(share)}  {user}, {TimeOf(presence.At)}{ThereOf(presence.Offset, share.Size)}{GotBy(presence.Got, presence.GotBy)}");
    }

    private string Line(SealedPresence presence, ShareFacts? facts)
    {
        var what = facts is null ? $"sealed ({ByteSize.Format(presence.Size)})" : ShareTexts.Of(facts);
        var to = presence.IsForAsker == true ? "you" : SafeText.Clean(presence.To);
        return string.Create(CultureInfo.InvariantCulture,
            $"{presence.Share}  {what}  {SafeText.Clean(presence.User)}, {TimeOf(presence.At)}{ThereOf(presence.Offset, presence.Size)}, sealed for {to}{GotBy(presence.Got, presence.GotBy)}");
    }

    private string TimeOf(long at) =>
        TimeZoneInfo.ConvertTime(UnixTime.Nearest(at), time.LocalTimeZone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string GotBy(int? count, IReadOnlyList<string>? names) => ShareReceivers.Describe(count, names) is { } got ? $"; {got}" : "";

    private static string ThereOf(long offset, long size) => ShareTexts.IncompleteOf(offset, size) is { } part ? $", {part}" : "";
}
