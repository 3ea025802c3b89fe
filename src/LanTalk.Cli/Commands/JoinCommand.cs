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

namespace LanTalk.Cli.Commands;

/// <summary><c>lantalk join</c>: chats, at a prompt on a terminal, or as a filter where input or output is redirected.</summary>
internal sealed class JoinCommand : Command
{
    private static readonly TimeSpan DefaultGiveUp = TimeSpan.FromMinutes(5);

    private readonly Argument<ServerAddress?> _host = HostOptions.Argument();
    private readonly Option<bool> _auto = EnvironmentOption.CreateFlag("--auto", "Ask nothing: join the server that is found.");
    private readonly SessionOptions _session = new(
        RoomOptions.Create("Be in this room beside the lobby, too; may be given several times. What is said goes to the last one."), "5m, and at a prompt 0", mayAsk: true);

    private readonly Option<bool> _json = CommonOptions.Json("Print each event as one JSON object a line.");
    private readonly Option<bool> _plain = EnvironmentOption.CreateFlag(
        "--plain", "Only append lines, and say states in words: for screen readers, logs and simple terminals.");

    public JoinCommand()
        : base("join", "Join a server and chat.")
    {
        Arguments.Add(_host);
        Options.Add(_auto);
        _session.AddTo(this);
        Options.Add(_json);
        Options.Add(_plain);
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
        return SessionOpening.RunAsync(request, (session, stopping) => isInteractive
            ? new TerminalChat(session, SettingsFile.In(request.ConfigDirectory), new VisitKeeper(VisitTo(session, request.ConfigDirectory)), isPlain, ToolClock.Instance)
                .RunAsync(request.Rooms, stopping)
            : new PipeChat(session, Console.In, Console.Out, new Notes(Console.Error, request.Verb), json, ToolClock.Instance).RunAsync(request.Rooms, stopping));
    }

    private static LastVisit? VisitTo(IChatSession session, string configDirectory) =>
        session.Certificate is { } certificate ? LastVisit.To(configDirectory, $"{certificate}") : null;
}
