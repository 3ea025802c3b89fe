using System.Globalization;
using System.Text.Json;
using LanTalk.Cli.Exits;
using LanTalk.Cli.Json;
using LanTalk.Cli.Texts;
using LanTalk.Client.Sessions;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Scripting;

/// <summary>Lists the shares of a room for a script.</summary>
/// <param name="session">The session.</param>
/// <param name="output">Where to print.</param>
/// <param name="notes">Receives what goes wrong.</param>
/// <param name="json">Whether to print for programs.</param>
/// <param name="time">The clock, which tells the time zone.</param>
internal sealed class FileListing(IChatSession session, TextWriter output, Notes notes, bool json, TimeProvider time)
{
    /// <summary>Prints them; returns the exit code.</summary>
    /// <param name="room">The room; null for the lobby.</param>
    /// <param name="stopping">Ends it.</param>
    public Task<int> RunAsync(string? room, CancellationToken stopping) => new FileSession(session, notes, "").RunAsync(
        room,
        async ended =>
        {
            var shares = await session.AskSharesAsync(room, ended);
            foreach (var presence in shares)
            {
                output.WriteLine(json ? JsonSerializer.Serialize(FileJson.Of(presence, room), ToolJson.Default.FileJson) : Line(presence));
            }

            return ExitCode.Done;
        },
        stopping);

    private string Line(SharePresence presence)
    {
        const long LastTime = 253_402_300_799_000; // 9999-12-31 23:59:59 UTC
        var at = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(presence.At, 0, LastTime)), time.LocalTimeZone);
        var there = ShareTexts.IncompleteOf(presence) is { } part ? $", {part}" : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"{presence.Share.Id}  {ShareTexts.Of(presence.Share)}  {SafeText.Clean(presence.User)}, {at:yyyy-MM-dd HH:mm}{there}");
    }
}
