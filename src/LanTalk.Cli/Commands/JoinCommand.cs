using System.CommandLine;
using LanTalk.Cli.Chatting;
using LanTalk.Cli.Clock;
using LanTalk.Cli.Joining;
using LanTalk.Cli.Options;
using LanTalk.Cli.Scripting;
using LanTalk.Cli.Settings;
using LanTalk.Cli.Terminals;
using LanTalk.Client.Addresses;
using LanTalk.Client.Sessions;
using LanTalk.Protocol.Files;

namespace LanTalk.Cli.Commands;

/// <summary><c>lantalk join</c>: chats, at a prompt on a terminal, or as a filter where input or output is redirected.</summary>
internal sealed class JoinCommand : Verb
{
    private static readonly TimeSpan DefaultGiveUp = TimeSpan.FromMinutes(5);

    private readonly Argument<ServerReference?> _host = HostOptions.Argument();
    private readonly Option<bool> _auto = EnvironmentOption.CreateFlag("--auto", "Ask nothing: join the server that is found.");
    private readonly Option<IReadOnlyList<string>> _rooms = RoomOptions.Create(
        "Join this room besides the lobby; may be given several times. Messages go to the last one.");

    private readonly SessionOptions _session;
    private readonly Option<bool> _json = CommonOptions.Json("Print each event as one JSON object a line.");
    private readonly Option<bool> _plain = EnvironmentOption.CreateFlag(
        "--plain", "Only append lines, and say states in words: for screen readers, logs and simple terminals.");

    private readonly Option<string?> _downloads = EnvironmentOption.Create<string?>(
        "--download-dir", "DIR", "Where /get writes files. Default: your download directory.", null, ValueParsers.FullPath);

    public JoinCommand()
        : base("join", "Join a server and chat.")
    {
        Chapter = VerbChapters.Chat;
        Details =
        [
            "On a terminal, what others say scrolls above the text that you type; /help lists the commands there. Where input or output is redirected, lantalk join is a filter: each line of its input is sent, and each event is printed. It exits once every line is delivered or refused.",
            "When the connection is lost, it looks for the server where it was and where it is announced now, shows the missed messages, and sends those that the server does not have yet.",
        ];
        Examples =
        [
            new("lantalk join", "Join the server that is found, or choose among several."),
            new("lantalk join 192.168.1.5 --name Bob", "Join a server by its address, under a name."),
            new("lantalk join --auto --room ops", "Ask nothing, and go to a room."),
            new("lantalk join --invitation-file link.txt", "Join by an invitation, whose link is in a file."),
            new("make 2>&1 | lantalk join --auto", "Say each line of a program's output."),
        ];
        _session = new SessionOptions(_rooms, "5m, and 0 at a prompt", mayAsk: true);
        Arguments.Add(_host);
        AddGroup("In the chat", _rooms, _downloads, _plain, _json);
        _session.AddTo(this, _auto);
        SetAction((result, _) => RunAsync(result));
    }

    private Task<int> RunAsync(ParseResult result)
    {
        var (json, isPlain) = (result.GetValue(_json), result.GetValue(_plain));
        var isInteractive = !json && (StandardStreams.AreTerminal || (isPlain && !Console.IsInputRedirected));
        var request = _session.Read(result, result.GetValue(_host), isInteractive ? TimeSpan.Zero : DefaultGiveUp) with
        {
            MayChoose = isInteractive && !result.GetValue(_auto),
            MayAsk = isInteractive,
        };
        return SessionOpening.RunAsync(request, (session, rooms, stopping) => isInteractive
            ? new TerminalChat(session, SettingsFile.In(request.ConfigDirectory),
                new VisitKeeper(VisitTo(session, request.ConfigDirectory)), isPlain,
                FileMemory.In(request.ConfigDirectory, ToolClock.Instance), result.GetValue(_downloads) ?? UserDirectories.Downloads, ToolClock.Instance)
                .RunAsync(rooms, stopping)
            : new PipeChat(session, Console.In, Console.Out, new Notes(Console.Error, request.Verb), json, ToolClock.Instance).RunAsync(rooms, stopping));
    }

    private static LastVisit? VisitTo(IChatSession session, string configDirectory) =>
        session.Certificate is { } certificate ? LastVisit.To(configDirectory, $"{certificate}") : null;
}
