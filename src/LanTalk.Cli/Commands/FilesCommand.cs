using System.CommandLine;
using LanTalk.Cli.Clock;
using LanTalk.Cli.Options;
using LanTalk.Cli.Scripting;
using LanTalk.Client.Addresses;
using LanTalk.Client.Sealing;

namespace LanTalk.Cli.Commands;

/// <summary><c>lantalk files</c>: lists the files of a room.</summary>
internal sealed class FilesCommand : Verb
{
    private static readonly TimeSpan DefaultGiveUp = TimeSpan.FromMinutes(5);

    private readonly Option<ServerReference?> _host = HostOptions.Option();
    private readonly Option<IReadOnlyList<string>> _room = RoomOptions.Create("The files of this room. Default: the lobby.", isOne: true);
    private readonly Option<long?> _ticket = EnvironmentOption.Create<long?>(
        "--ticket", "N", "Print a ticket for share N, with which another program, such as curl, gets it within 30 seconds.", null, ValueParsers.ShareNumber);

    private readonly SessionOptions _session;
    private readonly Option<bool> _json = CommonOptions.Json("Print one JSON object for each share.");

    public FilesCommand()
        : base("files", "List the files of a room, and those sealed for you.")
    {
        Chapter = VerbChapters.Chat;
        Details = ["Each line is a share, of one file or several, with its number, which lantalk get takes. The newest is the last one. Then come the shares that are sealed for you, and those that you have sealed for others."];
        Examples =
        [
            new("lantalk files", "List what was shared in the lobby."),
            new("lantalk files --room ops --json", "Get a room's list for a program."),
            new("lantalk files --ticket 17 --json", "Get what curl needs to get a share; SCRIPTS.md has the rest of the line."),
        ];
        _session = new SessionOptions(_room, "5m", mayAsk: false);
        AddGroup("Which files", _room, _ticket, _json);
        _session.AddTo(this, _host);
        SetAction((result, _) => RunAsync(result));
    }

    private Task<int> RunAsync(ParseResult result)
    {
        var json = result.GetValue(_json);
        var request = _session.Read(result, result.GetValue(_host), DefaultGiveUp) with { LeavesPrivate = true };
        if (result.GetValue(_ticket) is { } number)
        {
            return WholeWork.RunAsync(request, "there is no ticket", (session, rooms, stopping) =>
                new Ticketing(session, number, Console.Out, new Notes(Console.Error, request.Verb), json).RunAsync(rooms.LastOrDefault(), stopping));
        }

        return WholeWork.RunAsync(request, "nothing was listed", (session, rooms, stopping) =>
            new FileListing(session, ReceivedShares.In(request.ConfigDirectory, ToolClock.Instance), Console.Out, new Notes(Console.Error, request.Verb), json, ToolClock.Instance).RunAsync(rooms.LastOrDefault(), stopping));
    }
}
