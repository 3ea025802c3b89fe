using System.CommandLine;
using System.Net;
using LanTalk.Cli.Clock;
using LanTalk.Cli.Exits;
using LanTalk.Cli.Hosting;
using LanTalk.Cli.Logging;
using LanTalk.Cli.Operating;
using LanTalk.Cli.Options;
using LanTalk.Cli.Terminals;
using LanTalk.Protocol.Defaults;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Text;
using LanTalk.Server;
using LanTalk.Server.Configuration;
using LanTalk.Server.Connections;
using LanTalk.Server.Discovery;
using LanTalk.Server.History;
using LanTalk.Server.Identity;
using LanTalk.Server.Invitations;
using LanTalk.Server.Operator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Serilog.Events;

namespace LanTalk.Cli.Commands;

/// <summary><c>lantalk serve</c>: runs a server, with its console if standard input is open.</summary>
internal sealed class ServeCommand : Verb
{
    private static readonly LanTalkServerOptions Defaults = new() { Name = "lantalk" };

    private readonly Option<string?> _name = EnvironmentOption.Create<string?>(
        "--name", "NAME", "The server's name, and yours in the chat. Default: this machine's name.", null, ValueParsers.NameOfAnyLength);

    private readonly Option<int> _port = EnvironmentOption.Create(
        "--port", "PORT", $"The TCP port; 0 takes a free one. Default: {Limits.DefaultPort}.", Limits.DefaultPort, ValueParsers.ListenPort);

    private readonly Option<IReadOnlyList<IPAddress>> _bind = new("--bind")
    {
        Description = "The addresses to listen on. Default: all.",
        HelpName = "ADDR",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
        CustomParser = result => ParseBind(result, string.Join(',', result.Tokens.Select(token => token.Value))),
        DefaultValueFactory = result => Environment.GetEnvironmentVariable(EnvironmentOption.VariableOf("--bind")) is { Length: > 0 } text
            ? ParseBind(result, text)
            : [],
    };

    private readonly PasswordOptions _password = new("Ask users for this password.", isNew: true);
    private readonly Option<InvitePolicy?> _invites = EnvironmentOption.Create<InvitePolicy?>(
        "--invites", "WHO", "Who may make invitations: everybody, operator or off. Default: everybody; with a password, operator.", null, ValueParsers.Invites);

    private readonly Option<bool> _qr = EnvironmentOption.CreateFlag(
        "--qr", "Show a QR code at the start, by which phones join; with a password, it lets them in without. Default: one that lets nobody in without, if the terminal is tall enough.");

    private readonly Option<bool> _noQr = EnvironmentOption.CreateFlag("--no-qr", "Show no QR code at the start.");
    private readonly Option<bool> _requireTls = EnvironmentOption.CreateFlag("--require-tls", "Refuse older (Python) clients, which are not encrypted.");
    private readonly Option<TimeSpan> _nameExpiry = Time("--name-expiry", "How long an unused name stays reserved for its owner", Defaults.NameExpiry);
    private readonly Option<bool> _noWeb = EnvironmentOption.CreateFlag("--no-web", "Show browsers no page, and let nobody chat from one.");
    private readonly Option<TimeSpan> _webNameExpiry = Time("--web-name-expiry",
        "The same for a name that was last used from a browser", Defaults.WebNameExpiry);
    private readonly Option<string?> _tlsCertificate = EnvironmentOption.Create<string?>(
        "--tls-certificate", "FILE", "Show browsers this certificate (PEM, with its chain) at https://. Other clients know the server by its own as before.", null, ValueParsers.FullPath);

    private readonly Option<string?> _tlsKey = EnvironmentOption.Create<string?>("--tls-key", "FILE", "The private key of --tls-certificate (PEM).", null, ValueParsers.FullPath);
    private readonly Option<string?> _dataDirectory = CommonOptions.DataDirectory();
    private readonly Option<bool> _noBeacon = EnvironmentOption.CreateFlag("--no-beacon", "Do not announce the server and do not answer discovery.");
    private readonly Option<int> _beaconPort = CommonOptions.BeaconPort();

    private readonly Option<RateLimit> _rateLimit = EnvironmentOption.Create(
        "--rate-limit", "N/TIME", "How many messages a user may send in a time; a user who sends more is warned, then kicked. 0: no limit. Default: 10/5s.", Defaults.RateLimit!, ValueParsers.Rate);

    private readonly Option<TimeSpan> _idleTimeout = Time("--idle-timeout", "How long a connection may be silent", Defaults.IdleTimeout);
    private readonly Option<TimeSpan> _authTimeout = Time("--auth-timeout", "How long a login may take", Defaults.AuthTimeout);
    private readonly Option<TimeSpan> _sendTimeout = Time("--send-timeout", "How long a connection may accept no data", Defaults.SendTimeout);
    private readonly Option<int> _maxSessions = Limit("--max-sessions", "Connections at once", Defaults.MaxSessions);
    private readonly Option<HistoryLimit> _history = EnvironmentOption.Create(
        "--history", "30d|N|off", "How much history is kept: an age, a number of messages, both with a comma between, all, or off. Default: 30d.",
            Defaults.History, ValueParsers.History);

    private readonly Option<int> _backlog = EnvironmentOption.Create(
        "--backlog", "N", $"How many earlier messages a newcomer is shown; 0: none. Default: {Defaults.Backlog}.", Defaults.Backlog, ValueParsers.Limit);

    private readonly Option<bool> _noVersion2Backlog = EnvironmentOption.CreateFlag("--no-v2-backlog", "Show no earlier messages to older (Python) clients.");
    private readonly Option<int> _maxRooms = Limit("--max-rooms", "Rooms, the lobby included", Defaults.MaxRooms);
    private readonly Option<TimeSpan> _grace = EnvironmentOption.Create(
        "--grace", "TIME", $"How long a user whose connection breaks stays online; 0: not at all. Default: {Duration.Format(Defaults.Grace)}.",
            Defaults.Grace, ValueParsers.Time);

    private readonly Option<int> _maxPerAddress = Limit("--max-per-address", "Connections at once from one address, this machine's aside", Defaults.MaxPerAddress);
    private readonly Option<int> _announceLimit = Limit("--announce-limit",
        "With more users than this, joins and leaves are announced as a sum once a second", Defaults.AnnounceLimit);
    private readonly Option<int> _authAttempts = Limit("--auth-attempts",
        "Wrong passwords before an address must wait, longer each time", Defaults.AuthAttempts);
    private readonly ShareOptions _files = new(Defaults);
    private readonly PluginOptions _plugins = new(Defaults);
    private readonly Option<int> _maxName = Limit("--max-name", "Characters in a name", Defaults.MaxName);
    private readonly Option<int> _maxText = Size("--max-text", "Bytes (UTF-8) in a text", Defaults.MaxText, "4096");
    private readonly Option<int> _maxLine = Size("--max-line", "Bytes in a line; without a limit, one client can fill the memory", Defaults.MaxLine, "16K");
    private readonly Option<int> _sendWindow = Size("--send-window", "Bytes a connection may be behind before it is cut", (int)Defaults.SendWindow, "4M");
    private readonly Option<LogEventLevel> _logLevel = CommonOptions.LogLevel(LogEventLevel.Information, "INFO");
    private readonly BareFlag _showIdentity = new("--show-identity") { Description = "Show the fingerprint by which clients recognise this server, and exit." };
    private readonly Option<bool> _json = CommonOptions.Json("With --show-identity: one JSON object.");

    public ServeCommand()
        : base("serve", "Run a server that others on this network can join.")
    {
        Chapter = VerbChapters.Server;
        Details =
        [
            "Its terminal is the console: what you type is said under the server's name, and /help lists the commands. The console also reads a pipe, and its end does not stop the server. In the background, the server leaves the terminal alone.",
            "Whatever folder it is started from, it is the same server: its identity, its history, its bans and its log are in the data directory. If the working directory already holds a server, that one is used.",
        ];
        Examples =
        [
            new("lantalk serve", "Start a server, with its console."),
            new("lantalk serve --name Office --password", "Give it a name, and ask for a password that users need."),
            new("lantalk serve --history 90d,100000 --require-tls", "Keep more history, and refuse clients that are not encrypted."),
            new("lantalk serve --show-identity", "Show the words that users can compare."),
        ];
        AddGroup("The server", _name, _port, _bind, _dataDirectory);
        AddGroup("Who may join", [.. _password.All, _invites, _qr, _noQr, _requireTls, _authAttempts, _authTimeout, _nameExpiry]);
        AddGroup("Browsers", _noWeb, _webNameExpiry, _tlsCertificate, _tlsKey);
        AddGroup("Discovery", _noBeacon, _beaconPort);
        AddGroup("History", _history, _backlog, _noVersion2Backlog);
        AddGroup("Shared files", _files.All);
        AddGroup("Plug-ins", _plugins.All);
        AddGroup("Limits of a user", _rateLimit, _maxText, _maxName, _maxPerAddress, _idleTimeout, _grace);
        AddGroup("Limits of the server", _maxSessions, _maxRooms, _announceLimit, _maxLine, _sendWindow, _sendTimeout);
        AddGroup("More", _logLevel, _showIdentity, _json);
        SetAction((result, _) => result.GetValue(_showIdentity)
            ? Task.FromResult(IdentityOutput.Show(result.GetValue(_dataDirectory)!, result.GetValue(_json)))
            : RunAsync(result));
    }

    private async Task<int> RunAsync(ParseResult result)
    {
        var options = ReadOptions(result);
        if (options.TlsCertificate is null != options.TlsKey is null)
        {
            throw new ToolException(ExitCode.Usage, "--tls-certificate and --tls-key go together: one names the certificate's file, the other its key's.");
        }

        ExplainServiceLink();
        CheckCode(result);
        DataDirectory.Create(options.DataDirectory);

        using var console = StandardStreams.AreTerminal ? OperatorChat.Open(options, ToolClock.Instance) : null;
        await using var output = console?.Output ?? new OutputQueue("Console", new StreamOutput(StandardStreams.OpenOutput()), ToolClock.Instance);
        var log = new ToolLog(console is null ? null : output, new LogFile(Path.Combine(options.DataDirectory, "lantalk.log")), ToolClock.Instance);
        output.Failed = cause => log.Note(LogEventLevel.Warning, $"The console cannot be written: {cause}");
        var builder = ToolHost.Create(result.GetValue(_logLevel), log);
        builder.Services.AddSingleton<IOperatorTerminal>(
            console ?? (IOperatorTerminal)new StreamOperatorTerminal(StandardStreams.OpenConsoleInput(),
                LanTalkServerOptions.OrUnlimited(options.MaxLine), output));
        try
        {
            builder.Services.AddLanTalkServer(options).AddHostedService<MemoryTrimmer>();
        }
        catch (ArgumentException e)
        {
            throw new ToolException(ExitCode.Usage, e.Message);
        }

        return await ToolHost.RunAsync(builder, async (services, stopping) =>
        {
            using var leaving = console?.Departure.Begun.Register(services.GetRequiredService<IHostApplicationLifetime>().StopApplication);
            console?.Vocabulary = services.GetRequiredService<IOperatorVocabulary>();
            var banner = ServeBanner.Lines(options, services.GetRequiredService<ListeningState>(),
                services.GetService<DiscoveryState>(), Fingerprint(services));
            output.Add([.. banner.Select(line => new OutputLine(line))]);

            if (console is not null)
            {
                await ShowCodeAsync(result, options, services, output, banner.Count);
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping);
            return ExitCode.Done;
        }, console?.Departure.Hurried ?? default);
    }

    private async Task ShowCodeAsync(ParseResult result, LanTalkServerOptions options, IServiceProvider services, OutputQueue output, int rowsBefore)
    {
        var code = new StartCode(services.GetRequiredService<Inviter>(), services.GetRequiredService<LocationPublisher>(), output);
        if (result.GetValue(_qr))
        {
            await code.InviteAsync(options.Name);
        }
        else if (!result.GetValue(_noQr))
        {
            code.ShowLink(rowsBefore);
        }
    }

    private void CheckCode(ParseResult result)
    {
        if (!result.GetValue(_qr))
        {
            return;
        }

        if (result.GetValue(_noQr) || result.GetValue(_invites) == InvitePolicy.Off)
        {
            throw new ToolException(ExitCode.Usage, $"--qr and {(result.GetValue(_noQr) ? "--no-qr" : "--invites off")} exclude each other.");
        }

        if (!StandardStreams.AreTerminal)
        {
            Console.Error.WriteLine("lantalk serve: --qr shows nothing here: a QR code needs a terminal. lantalk invite makes a link, or an image.");
        }
    }

    private static void ExplainServiceLink()
    {
        var variable = EnvironmentOption.VariableOf("--port");
        if (Environment.GetEnvironmentVariable(variable) is { } text && EnvironmentOption.IsServiceLink(text))
        {
            Console.Error.WriteLine(
                $"lantalk serve: {variable} is '{text}'. A container platform such as Kubernetes sets it for a service named lantalk, so it is not taken for a port. "
                + "Choose a port with --port; enableServiceLinks: false ends this note.");
        }
    }

    private LanTalkServerOptions ReadOptions(ParseResult result) => _plugins.AddTo(_files.AddTo(new LanTalkServerOptions
    {
        Name = result.GetValue(_name) ?? UserName.From(Environment.MachineName, "lantalk"),
        Port = result.GetValue(_port),
        Bind = result.GetValue(_bind) ?? [],
        Password = _password.Read(result),
        Invites = result.GetValue(_invites),
        RequireTls = result.GetValue(_requireTls),
        NameExpiry = result.GetValue(_nameExpiry),
        Web = !result.GetValue(_noWeb),
        WebNameExpiry = result.GetValue(_webNameExpiry),
        TlsCertificate = result.GetValue(_tlsCertificate),
        TlsKey = result.GetValue(_tlsKey),
        DataDirectory = result.GetValue(_dataDirectory)!,
        Beacon = !result.GetValue(_noBeacon),
        BeaconPort = result.GetValue(_beaconPort),
        RateLimit = result.GetValue(_rateLimit) is { Count: > 0 } limit ? limit : null,
        IdleTimeout = result.GetValue(_idleTimeout),
        AuthTimeout = result.GetValue(_authTimeout),
        SendTimeout = result.GetValue(_sendTimeout),
        MaxSessions = result.GetValue(_maxSessions),
        History = result.GetValue(_history)!,
        Backlog = result.GetValue(_backlog),
        Version2Backlog = !result.GetValue(_noVersion2Backlog),
        MaxRooms = result.GetValue(_maxRooms),
        Grace = result.GetValue(_grace),
        MaxPerAddress = result.GetValue(_maxPerAddress),
        AnnounceLimit = result.GetValue(_announceLimit),
        AuthAttempts = result.GetValue(_authAttempts),
        MaxName = result.GetValue(_maxName),
        MaxText = result.GetValue(_maxText),
        MaxLine = result.GetValue(_maxLine),
        SendWindow = result.GetValue(_sendWindow),
    }, result), result);

    private static ServerFingerprint Fingerprint(IServiceProvider services) => services.GetRequiredService<ServerIdentity>().Fingerprint;

    private static IReadOnlyList<IPAddress> ParseBind(System.CommandLine.Parsing.ArgumentResult result, string text)
    {
        if (!ValueParsers.Addresses(text, out var addresses, out var error))
        {
            result.AddError($"--bind is '{text}': {error}.");
        }

        return addresses;
    }

    private static Option<TimeSpan> Time(string name, string help, TimeSpan value) =>
        EnvironmentOption.Create(name, "TIME", $"{help}; 0: no limit. Default: {Duration.Format(value)}.", value, ValueParsers.Time);

    private static Option<int> Limit(string name, string help, int value) =>
        EnvironmentOption.Create(name, "N", $"{help}; 0: no limit. Default: {value}.", value, ValueParsers.Limit);

    private static Option<int> Size(string name, string help, int value, string written) =>
        EnvironmentOption.Create(name, "SIZE", $"{help}; 0: no limit. Default: {written}.", value, ValueParsers.Size);
}
