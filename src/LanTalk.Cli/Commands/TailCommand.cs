using System.CommandLine;
using LanTalk.Cli.Clock;
using LanTalk.Cli.Exits;
using LanTalk.Cli.Joining;
using LanTalk.Cli.Options;
using LanTalk.Cli.Scripting;
using LanTalk.Cli.Terminals;
using LanTalk.Client.Addresses;

namespace LanTalk.Cli.Commands;

/// <summary><c>lantalk tail</c>: follows rooms, says nothing, and reconnects by itself.</summary>
internal sealed class TailCommand : Verb
{
    private readonly Option<ServerReference?> _host = HostOptions.Option();
    private readonly Option<IReadOnlyList<string>> _rooms = RoomOptions.Create("Follow this room; may be given several times. Default: the lobby.");
    private readonly SessionOptions _session;
    private readonly Option<int?> _lines = EnvironmentOption.Create<int?>(
        "--lines", "N", "Begin with the last N of the messages that the server shows to newcomers. Default: all of them.", null, ValueParsers.OptionalCount);

    private readonly Option<bool> _json = CommonOptions.Json("Print each event as one JSON object a line.");

    public TailCommand()
        : base("tail", "Follow a room, without saying anything.")
    {
        Chapter = VerbChapters.Chat;
        Details = ["It shows the last messages and then what is new, until Ctrl-C or until nobody reads its output any more. When the server was away, it reconnects by itself and shows the missed messages."];
        Examples =
        [
            new("lantalk tail --room ops", "Follow a room."),
            new("lantalk tail --lines 0 --json", "Print only what is new, as JSON."),
            new("grep -m1 \"deploy done\" < <(lantalk tail --lines 0) && ./next-step", "Wait for somebody to say something."),
        ];
        _session = new SessionOptions(_rooms, "0", mayAsk: false);
        AddGroup("What to show", _rooms, _lines, _json);
        _session.AddTo(this, _host);
        SetAction((result, _) => RunAsync(result));
    }

    private Task<int> RunAsync(ParseResult result)
    {
        var (lines, json) = (result.GetValue(_lines), result.GetValue(_json));
        var request = _session.Read(result, result.GetValue(_host), TimeSpan.Zero) with { LeavesPrivate = true };
        if (request.IsPlaintext && lines is not null)
        {
            throw new ToolException(ExitCode.Usage, "--lines and --plaintext exclude each other: an older server does not number its messages.");
        }

        return SessionOpening.RunAsync(request, async (session, rooms, stopping) =>
        {
            var output = StandardStreams.OpenBreakableOutput();
            var tail = new Tail(session, new TailFilter(rooms, lines), output, new Notes(Console.Error, request.Verb), json, ToolClock.Instance);
            return await tail.RunAsync(rooms, stopping);
        });
    }
}
