using System.Text.Json;
using LanTalk.Cli.Exits;
using LanTalk.Cli.Json;
using LanTalk.Client.Sessions;
using LanTalk.Client.Shares;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Sources;

namespace LanTalk.Cli.Scripting;

/// <summary>Prints a ticket, with which another program gets a share. The user stays online for the server's grace period, in which it is used first.</summary>
/// <param name="session">The session.</param>
/// <param name="number">The share's number.</param>
/// <param name="output">Where to print.</param>
/// <param name="notes">Receives what goes wrong.</param>
/// <param name="json">Whether to print for programs.</param>
internal sealed class Ticketing(IChatSession session, long number, TextWriter output, Notes notes, bool json)
{
    /// <summary>Prints it; returns the exit code.</summary>
    /// <param name="room">The room that the share was announced in; null for the lobby.</param>
    /// <param name="stopping">Ends it.</param>
    public Task<int> RunAsync(string? room, CancellationToken stopping) =>
        new FileSession(session, notes, "") { LeavesWithoutWord = true }.RunAsync(room, ended => AskAsync(room, ended), stopping);

    private async Task<int> AskAsync(string? room, CancellationToken ended)
    {
        var list = await session.AskSharesAsync(room, ended);
        if (list.Sealed?.Any(presence => presence.Share == number) == true)
        {
            throw new ShareException(ShareFault.Refused, $"share {number} is sealed, and only lantalk get can open it.");
        }

        var share = new FileChoice(number, null).Find(list.Shares).Share;
        var ticket = await FileTicket.AskAsync(session, number, ended);
        output.WriteLine(json ? JsonSerializer.Serialize(JsonOf(share, ticket), ToolJson.Default.TicketJson) : ticket.Ticket);
        return ExitCode.Done;
    }

    private static TicketJson JsonOf(ShareFacts share, FileTicket ticket) =>
        new("ticket", share.Id, ticket.Url, ticket.Ticket, ticket.PublicKey, share.Title, share.Count, share.Size, share.ManifestSize);
}
