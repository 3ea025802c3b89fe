using System.CommandLine;
using LanTalk.Cli.Completion;
using LanTalk.Cli.Exits;
using LanTalk.Client.Addresses;
using LanTalk.Protocol.Invitations;
using LanTalk.Protocol.Security;
using Serilog.Events;

namespace LanTalk.Cli.Options;

/// <summary>The options of every verb that opens a session: which server, the user's name, whom to trust, and how long to try.</summary>
internal sealed class SessionOptions
{
    private readonly Option<string?> _server = EnvironmentOption.Create<string?>(
        "--server", "NAME", "Use the server of this name.", null, ValueParsers.Text);

    private readonly Option<string?> _invitationFile = EnvironmentOption.Create<string?>(
        "--invitation-file", "FILE", "Join by the link in the first line of FILE, or of standard input with -.", null, ValueParsers.Text);

    private readonly Option<string?> _name = EnvironmentOption.Create<string?>(
        "--name", "NAME", "Your name in the chat. Default: the setting name, or else your login name.", null, ValueParsers.Text);

    private readonly PasswordOptions _password;
    private readonly TrustOptions _trust = new();
    private readonly Option<IReadOnlyList<string>> _rooms;
    private readonly Option<TimeSpan> _timeout = CommonOptions.Timeout("How long to look for a server, and to wait for its answer.");
    private readonly Option<TimeSpan?> _giveUp;
    private readonly Option<int> _beaconPort = CommonOptions.BeaconPort();
    private readonly Option<LogEventLevel> _logLevel = CommonOptions.LogLevel(LogEventLevel.Warning, "WARNING");

    /// <param name="rooms">The verb's <c>--room</c>, which is listed among its own options.</param>
    /// <param name="giveUpDefault">The help text's default for how long to try to deliver and to reconnect.</param>
    /// <param name="mayAsk">Whether the verb asks for missing values.</param>
    public SessionOptions(Option<IReadOnlyList<string>> rooms, string giveUpDefault, bool mayAsk)
    {
        _rooms = rooms;
        _server.CompletionSources.Add(LiveNames.Servers);
        _password = new PasswordOptions("The server's password.", mayAsk);
        _giveUp = EnvironmentOption.Create<TimeSpan?>(
            "--give-up",
            "TIME",
            $"How long to try to reconnect when the connection is lost, and to wait for a server that accepts nothing; 0: no limit. Default: {giveUpDefault}.",
            null,
            ValueParsers.OptionalTime);
    }

    /// <summary>Adds the options to a verb.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="which">Its own option that selects the server.</param>
    public void AddTo(Verb verb, Option which)
    {
        verb.AddGroup("Which server", [which, _server, _invitationFile, _timeout, _beaconPort]);
        verb.AddGroup("Who you are", [_name, .. _password.All]);
        verb.AddGroup("Whom to trust", _trust.All);
        verb.AddGroup("More", [_giveUp, _logLevel]);
    }

    /// <summary>Whether the user says which server is meant.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="host">The verb's own option for it.</param>
    public bool NamesServer(ParseResult result, Option<ServerReference?> host) =>
        result.GetValue(host) is not null || result.GetValue(_server) is not null || result.GetValue(_invitationFile) is not null;

    /// <summary>The session that the options describe.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="host">The server's address or the link to it; null to look for one.</param>
    /// <param name="giveUp">How long to try to reconnect if the option is not given; zero for no limit.</param>
    /// <exception cref="ToolException">An option's value cannot be used.</exception>
    public SessionRequest Read(ParseResult result, ServerReference? host, TimeSpan giveUp)
    {
        var (directory, fingerprint, forget, isPlaintext) = _trust.Read(result);
        var rooms = result.GetValue(_rooms)!;
        if (isPlaintext && rooms.Count > 0)
        {
            throw new ToolException(ExitCode.Usage, "--room and --plaintext exclude each other: an older server knows one room at a time.");
        }

        var name = result.GetValue(_name);
        if (name is not null && !isPlaintext && !ValueParsers.NameOfAnyLength(name, out name, out var problem))
        {
            // Not with --plaintext: older servers have other rules for names.
            throw new ToolException(ExitCode.Usage, $"{EnvironmentOption.SourceOf(result, _name)} is '{result.GetValue(_name)}': {problem}.");
        }

        host = InvitedBy(result, host);
        var link = host?.Invitation;
        RefuseContradiction(link, fingerprint, isPlaintext);
        var limit = result.GetValue(_giveUp) ?? giveUp;
        return new SessionRequest(result.CommandResult.Command.Name, directory, rooms)
        {
            Host = host?.Address,
            Invitation = link,
            Server = result.GetValue(_server),
            Name = name,
            Password = _password.Read(result),
            Fingerprint = link?.Server ?? fingerprint,
            Forget = forget,
            IsPlaintext = isPlaintext,
            Timeout = result.GetValue(_timeout),
            GiveUp = limit == TimeSpan.Zero ? null : limit,
            BeaconPort = result.GetValue(_beaconPort),
            LogLevel = result.GetValue(_logLevel),
        };
    }

    /// <summary>The server that the link in a file invites to, or the one that was named.</summary>
    private ServerReference? InvitedBy(ParseResult result, ServerReference? host)
    {
        if (result.Tokens.Any(token => InvitationLink.TryParse(token.Value, out var typed, out _) && typed.Token is not null))
        {
            Console.Error.WriteLine("Warning: others on this machine can read an invitation on the command line; use --invitation-file.");
        }

        if (result.GetValue(_invitationFile) is not { } file)
        {
            return host;
        }

        if (host is not null || result.GetValue(_server) is not null)
        {
            throw new ToolException(ExitCode.Usage, "--invitation-file and another server exclude each other: the link says which one.");
        }

        var link = InvitationFile.Read(file);
        return new ServerReference(new ServerAddress(link.Host, link.Port), link);
    }

    /// <summary>Refuses an invitation that contradicts what else was asked for.</summary>
    /// <exception cref="ToolException">It does.</exception>
    public static void RefuseContradiction(InvitationLink? link, ServerFingerprint? fingerprint, bool isPlaintext)
    {
        if (link is not null && isPlaintext)
        {
            throw new ToolException(ExitCode.Usage,
                "An invitation and --plaintext exclude each other: without encryption, no server can be told from another.");
        }

        if (link is not null && fingerprint is not null && fingerprint != link.Server)
        {
            throw new ToolException(ExitCode.Usage, "The invitation and --fingerprint name different servers.");
        }
    }
}
