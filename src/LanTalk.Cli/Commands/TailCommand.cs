using System.CommandLine;
using LanTalk.Cli.Clock;
using LanTalk.Cli.Exits;
using LanTalk.Cli.Joining;
using LanTalk.Cli.Options;
using LanTalk.Cli.Scripting;
using LanTalk.Cli.Terminals;
using LanTalk.Client.Addresses;

namespace LanTalk.Cli.Commands;

/// <summary><c>lantalk tail</c>: follows rooms, says nothing, and comes back by itself.</summary>
internal sealed class TailCommand : Command
{
    private readonly Option<ServerAddress?> _host = HostOptions.Option();
    private readonly SessionOptions _session = new(
        RoomOptions.Create("Follow this room and not the lobby; may be given several times."), "0", mayAsk: false);

    private readonly Option<int?> _lines = EnvironmentOption.Create<int?>(
        "--lines", "N", "Begin with the last N messages, of those that the server shows to newcomers. Default: all of these.", null, ValueParsers.OptionalCount);

    private readonly Option<bool> _json = CommonOptions.Json("Print each event as one JSON object a line.");

    public TailCommand()
        : base("tail", "Follow a room, without saying anything.")
    {
        Options.Add(_host);
        _session.AddTo(this);
        Options.Add(_lines);
        Options.Add(_json);
        SetAction((result, _) => RunAsync(result));
    }

    private Task<int> RunAsync(ParseResult result)
    {
        var (lines, json) = (result.GetValue(_lines), result.GetValue(_json));
        var request = _session.Read(result, result.GetValue(_host), TimeSpan.Zero) with { LeavesPrivate = true };
        if (request.IsPlaintext && lines is not null)
        {
            throw new ToolException(ExitCode.Usage, "--lines and --plaintext exclude each other: in version 2, messages are not numbered.");
        }

        return SessionOpening.RunAsync(request, async (session, stopping) =>
        {
            var output = StandardStreams.OpenBreakableOutput();
            var tail = new Tail(session, new TailFilter(request.Rooms, lines), output, new Notes(Console.Error, request.Verb), json, ToolClock.Instance);
            return await tail.RunAsync(request.Rooms, stopping);
        });
    }
}
