using System.CommandLine;
using System.CommandLine.Parsing;
using LanTalk.Cli.Clock;
using LanTalk.Cli.Exits;
using LanTalk.Cli.Options;
using LanTalk.Cli.Scripting;
using LanTalk.Cli.Terminals;
using LanTalk.Client.Addresses;
using LanTalk.Client.Sealing;
using LanTalk.Protocol.Sources;

namespace LanTalk.Cli.Commands;

/// <summary><c>lantalk get</c>: gets files that were shared in a room.</summary>
internal sealed class GetCommand : Verb
{
    private static readonly TimeSpan DefaultGiveUp = TimeSpan.FromMinutes(5);

    private readonly Argument<long?> _number = new("N")
    {
        Description = "The number of the share, as lantalk files and the chat show it.",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = ReadNumber,
    };

    private readonly Option<bool> _last = EnvironmentOption.CreateFlag("--last", "Get the last share of the room.");
    private readonly Option<string?> _match = EnvironmentOption.Create<string?>(
        "--match", "PATTERN", "Get the last share whose name matches, such as '*.zip'.", null, ValueParsers.Text);

    private readonly Option<string?> _output = EnvironmentOption.Create<string?>(
        "--output", "PATH", "The directory or, for a single file, the file to write; - for standard output. Default: the working directory.", null, ValueParsers.Text);

    private readonly Option<ServerReference?> _host = HostOptions.Option();
    private readonly Option<IReadOnlyList<string>> _room = RoomOptions.Create("The room that it was shared in. Default: the lobby. It does not matter for what is sealed for you.", isOne: true);
    private readonly SessionOptions _session;
    private readonly Option<bool> _json = CommonOptions.Json("Print one JSON object with the paths of what was written.");

    public GetCommand()
        : base("get", "Get files that were shared in a room.")
    {
        Chapter = VerbChapters.Chat;
        Details =
        [
            "Everything that comes is checked against what the sender announced. Nothing that is there already is overwritten: a second report.pdf becomes report (2).pdf.",
            "What has come lies in a file or directory that ends in .part until all of it is there. After an interruption, the same command goes on where it was.",
        ];
        Examples =
        [
            new("lantalk get 17", "Get a share into the working directory."),
            new("lantalk get --match '*.zip' --output ~/Downloads", "Get the last archive into a directory."),
            new("lantalk get --last --output - | tar x", "Unpack an archive while it comes."),
        ];
        _output.Aliases.Add("-o");
        _session = new SessionOptions(_room, "5m", mayAsk: false);
        Arguments.Add(_number);
        AddGroup("Which files, and where to", _last, _match, _room, _output, _json);
        _session.AddTo(this, _host);
        SetAction((result, _) => RunAsync(result));
    }

    private static long? ReadNumber(ArgumentResult result)
    {
        if (ValueParsers.ShareNumber(result.Tokens[0].Value, out var number, out var problem))
        {
            return number;
        }

        result.AddError($"'{result.Tokens[0].Value}' {problem}.");
        return null;
    }

    private Task<int> RunAsync(ParseResult result)
    {
        var (number, isLast, pattern, json) = (result.GetValue(_number), result.GetValue(_last), result.GetValue(_match), result.GetValue(_json));
        if ((number is null ? 0 : 1) + (isLast ? 1 : 0) + (pattern is null ? 0 : 1) != 1)
        {
            throw new ToolException(ExitCode.Usage, "Give the number of a share, --last or --match PATTERN.");
        }

        var destination = DestinationOf(result.GetValue(_output));
        var request = _session.Read(result, result.GetValue(_host), DefaultGiveUp) with { LeavesPrivate = true };
        return WholeWork.RunAsync(request, "nothing was got", (session, rooms, stopping) =>
        {
            var notes = new Notes(Console.Error, request.Verb);
            return new FileGetting(
                session, ReceivedShares.In(request.ConfigDirectory, ToolClock.Instance), new FileChoice(number, pattern), destination, Console.Out, StandardStreams.OpenBreakableBytes, notes,
                ProgressLine.OnErrors(notes, ToolClock.Instance), ToolClock.Instance)
            { IsJson = json }.RunAsync(rooms.LastOrDefault(), stopping);
        });
    }

    private static FileDestination DestinationOf(string? output)
    {
        try
        {
            return FileDestination.Of(output);
        }
        catch (ShareException e)
        {
            throw new ToolException(ExitCode.Usage, e.Message);
        }
    }
}
