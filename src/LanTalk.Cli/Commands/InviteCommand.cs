using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Text.Json;
using LanTalk.Cli.Exits;
using LanTalk.Cli.Joining;
using LanTalk.Cli.Json;
using LanTalk.Cli.Options;
using LanTalk.Cli.Scripting;
using LanTalk.Cli.Terminals;
using LanTalk.Cli.Texts;
using LanTalk.Client.Addresses;
using LanTalk.Protocol.Files;
using LanTalk.Protocol.Invitations;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;
using LanTalk.Server.Invitations;
using LanTalk.Terminal.Devices;
using LanTalk.Terminal.Styling;

namespace LanTalk.Cli.Commands;

/// <summary><c>lantalk invite</c>: makes an invitation, beside a server that runs on this machine, or as a user of one that is found.</summary>
internal sealed class InviteCommand : Verb
{
    private const string VerbName = "invite";

    private readonly Option<TimeSpan?> _for = EnvironmentOption.Create<TimeSpan?>(
        "--for", "TIME", $"With a password: how long it lets users in. Default: {Duration.Format(Inviter.UsualTime)}.", null, ValueParsers.InvitationTime);

    private readonly Option<int?> _uses = EnvironmentOption.Create<int?>(
        "--uses", "N", $"With a password: how many users it lets in. Default: {Inviter.UsualUses}.", null, ValueParsers.InvitationUses);

    private readonly Option<IPAddress?> _on = EnvironmentOption.Create<IPAddress?>(
        "--on", "ADDR", "The server's address in the link. Default: the one that others most likely reach.", null, ValueParsers.InvitationAddress);

    private readonly Option<IReadOnlyList<string>> _room = RoomOptions.Create("The room that those who use it enter. Default: the lobby.", isOne: true);
    private readonly Option<string?> _png = EnvironmentOption.Create<string?>("--png", "FILE", "Write the QR code into FILE, as PNG.", null, ValueParsers.Text);
    private readonly Option<string?> _svg = EnvironmentOption.Create<string?>("--svg", "FILE", "Write the QR code into FILE, as SVG.", null, ValueParsers.Text);
    private readonly Option<bool> _json = CommonOptions.Json("One JSON object.");
    private readonly Option<string?> _directory = CommonOptions.DataDirectory();
    private readonly Option<ServerReference?> _host = HostOptions.Option();
    private readonly SessionOptions _session;

    public InviteCommand()
        : base(VerbName, "Make a link and a QR code by which others join.")
    {
        Chapter = VerbChapters.Server;
        Details =
        [
            "If a server runs on this machine, it is the one; --data-dir says which. Otherwise, or with --host or --server, a server is asked as one of its users, who may make invitations if its --invites allows it.",
            "The link goes to standard output; on a terminal, a QR code stands above it. If the server has a password, the link lets users in without it: give it only to those whom you mean. /invites and /uninvite in the chat list and revoke invitations.",
        ];
        Examples =
        [
            new("lantalk invite", "Show a QR code for the server on this machine."),
            new("lantalk invite --for 45m --uses 30 --room physics", "Let a class in for a lesson."),
            new("lantalk invite --png code.png", "Get an image, to print or to project."),
        ];
        _session = new SessionOptions(_room, "5m", mayAsk: false);
        AddGroup("The invitation", _for, _uses, _room, _on);
        AddGroup("What to show", _png, _svg, _json);
        AddGroup("A server of this machine", _directory);
        _session.AddTo(this, _host);
        SetAction((result, _) => RunAsync(result));
    }

    private async Task<int> RunAsync(ParseResult result)
    {
        var directory = result.GetValue(_directory)!;
        if (!_session.NamesServer(result, _host))
        {
            var isNamed = result.GetResult(_directory) is { Implicit: false };
            var onForm = $"lantalk {VerbName}{(isNamed ? $" --data-dir {directory}" : "")} --on";
            if (await new LocalInvitation(directory, new Notes(Console.Error, VerbName)).TryMakeAsync(RequestOf(result), onForm) is { } made)
            {
                return Print(result, made);
            }

            if (isNamed)
            {
                throw new ToolException(ExitCode.NothingFound, $"No server runs on {directory}. Start it, or leave --data-dir out to ask one that is found.");
            }
        }

        return await AskAsync(result);
    }

    private InvitationRequest RequestOf(ParseResult result) => new()
    {
        For = result.GetValue(_for),
        Uses = result.GetValue(_uses),
        Room = result.GetValue(_room)!.LastOrDefault(),
        On = result.GetValue(_on),
    };

    /// <summary>Asks a server as one of its users.</summary>
    private Task<int> AskAsync(ParseResult result)
    {
        var request = _session.Read(result, result.GetValue(_host), TimeSpan.FromMinutes(5)) with { LeavesPrivate = true, Rooms = [] };
        return SessionOpening.RunAsync(request, async (session, _, stopping) =>
            Print(result, await new Inviting(session, new Notes(Console.Error, VerbName)).AskAsync(CommandOf(RequestOf(result)), stopping)));
    }

    private static string CommandOf(InvitationRequest request)
    {
        string?[] words =
        [
            $"{SlashRule.Slash}{VerbName}",
            request.For is { } time ? $"for {Duration.Format(time)}" : null,
            request.Uses is { } uses ? string.Create(CultureInfo.InvariantCulture, $"uses {uses}") : null,
            request.Room is { } room ? $"room {room}" : null,
            request.On is { } address ? $"on {address}" : null,
        ];
        return string.Join(' ', words.OfType<string>());
    }

    private int Print(ParseResult result, Invitation made)
    {
        var code = QrModules.TryRead(made.Qr, made.QrSize) ?? QrEncoder.Encode(made.Url);
        Write(result.GetValue(_png), code, CodeImage.ToPng);
        Write(result.GetValue(_svg), code, CodeImage.ToSvg);
        if (result.GetValue(_json))
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(
                new InvitationJson(made.Url)
                {
                    Id = made.Id,
                    Expires = made.Expires is { } expires ? DateTimeOffset.FromUnixTimeMilliseconds(expires) : null,
                    Uses = made.Uses,
                    Room = made.Room,
                },
                ToolJson.Default.InvitationJson));
            return ExitCode.Done;
        }

        if (StandardStreams.OutputColumns is not null && CodePicture.IsPossible)
        {
            Draw(code);
        }

        Console.Out.WriteLine(made.Url);
        return ExitCode.Done;
    }

    private static void Draw(QrModules code)
    {
        if (!CodePicture.Fits(code, TerminalCapabilities.Size))
        {
            new Notes(Console.Error, VerbName).Say(CodePicture.TooSmall(code));
            return;
        }

        foreach (var line in CodePicture.Lines(code))
        {
            Console.Out.WriteLine(line.ToTerminal(Theme.Auto));
        }
    }

    private static void Write(string? file, QrModules code, Func<QrModules, byte[]> make)
    {
        if (file is null)
        {
            return;
        }

        try
        {
            // Private: whoever sees the code can join.
            WholeFile.Replace(Path.GetFullPath(file), make(code));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ToolException(ExitCode.Usage, $"Cannot write the QR code into {file}: {e.Message}");
        }
    }
}
