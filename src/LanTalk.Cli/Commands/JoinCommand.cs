using System.CommandLine;
using System.CommandLine.Parsing;
using LanTalk.Cli.Joining;
using LanTalk.Cli.Options;
using LanTalk.Cli.Terminals;
using LanTalk.Client;
using LanTalk.Client.Discovery;
using LanTalk.Client.LoggingIn;
using LanTalk.Client.Reconnecting;
using LanTalk.Client.Trust;
using Microsoft.Extensions.DependencyInjection;
using Serilog.Events;

namespace LanTalk.Cli.Commands;

/// <summary><c>lantalk join</c>: chats, at a prompt on a terminal, or as a filter where input or output is redirected.</summary>
internal sealed class JoinCommand : Command
{
    private static readonly TimeSpan DefaultGiveUp = TimeSpan.FromMinutes(5);

    private readonly Argument<ServerAddress?> _host = new("HOST[:PORT]")
    {
        Description = "The server's address. Without it, a server is looked for.",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = ParseHost,
    };

    private readonly Option<bool> _auto = EnvironmentOption.CreateFlag("--auto", "Ask nothing: join the server that is found.");
    private readonly Option<string?> _server = EnvironmentOption.Create<string?>(
        "--server", "NAME", "Join the server of this name.", null, ValueParsers.Text);

    private readonly Option<string?> _name = EnvironmentOption.Create<string?>(
        "--name", "NAME", "Your name in the chat. Default: your login name.", null, ValueParsers.Text);

    private readonly Option<IReadOnlyList<string>> _rooms = RoomOptions.Create();
    private readonly Option<TimeSpan?> _giveUp = EnvironmentOption.Create<TimeSpan?>(
        "--give-up", "TIME", "How long to try to come back when the connection is lost; 0 for as long as it takes. Default: 5m, and at a prompt 0.", null, ValueParsers.OptionalTime);

    private readonly PasswordOptions _password = new("The server's password.");
    private readonly TrustOptions _trust = new();
    private readonly Option<TimeSpan> _timeout = CommonOptions.Timeout("How long to look for a server, and to wait for its answer.");
    private readonly Option<bool> _json = CommonOptions.Json("Print each event as one JSON object a line.");
    private readonly Option<int> _beaconPort = CommonOptions.BeaconPort();
    private readonly Option<LogEventLevel> _logLevel = CommonOptions.LogLevel(LogEventLevel.Warning, "WARNING");

    public JoinCommand()
        : base("join", "Join a server and chat.")
    {
        Arguments.Add(_host);
        Options.Add(_auto);
        Options.Add(_server);
        Options.Add(_name);
        _password.AddTo(this);
        _trust.AddTo(this);
        Options.Add(_rooms);
        Options.Add(_timeout);
        Options.Add(_giveUp);
        Options.Add(_json);
        Options.Add(_beaconPort);
        Options.Add(_logLevel);
        SetAction((result, _) => RunAsync(result));
    }

    private Task<int> RunAsync(ParseResult result)
    {
        var password = _password.Read(result);
        var builder = ToolHost.Create(result.GetValue(_logLevel));
        builder.Services.AddLanTalkClient(result.GetValue(_beaconPort));
        return ToolHost.RunAsync(builder, async (services, stopping) =>
        {
            try
            {
                return await JoinAsync(result, password, services, stopping);
            }
            catch (ConnectException e)
            {
                throw new ToolException(ExitCode.Network, e.Message);
            }
            catch (UntrustedException e)
            {
                throw new ToolException(ExitCode.Untrusted, e.Message);
            }
            catch (ConfigFileException e)
            {
                throw new ToolException(ExitCode.Usage, e.Message);
            }
        });
    }

    private async Task<int> JoinAsync(ParseResult result, string? password, IServiceProvider services, CancellationToken stopping)
    {
        var (directory, fingerprint, forget, isPlaintext) = _trust.Read(result);
        var timeout = result.GetValue(_timeout);
        var rooms = result.GetValue(_rooms)!;
        if (isPlaintext && rooms.Count > 0)
        {
            throw new ToolException(ExitCode.Usage, "--room and --plaintext exclude each other: version 2 knows one room at a time.");
        }

        var isInteractive = StandardStreams.AreTerminal && !result.GetValue(_json);
        var time = services.GetRequiredService<TimeProvider>();
        var known = KnownServers.In(directory, time);
        using var key = isPlaintext ? null : UserKeyFile.LoadOrCreate(directory);

        var choice = new ServerChoice(services.GetRequiredService<ServerLocator>(), known, timeout);
        var target = result.GetValue(_host) is { } host
            ? new JoinTarget(host, null)
            : await choice.FindAsync(result.GetValue(_server), mayAsk: isInteractive && !result.GetValue(_auto), stopping);

        var trust = new ServerTrust(known, target, fingerprint, forget);
        var joining = new Joining.Join(
            services.GetRequiredService<Func<ChatClient>>(), target.Address, trust, result.GetValue(_name), password, timeout);
        var users = KnownUsers.In(directory, time);
        var joined = key is null
            ? await joining.LogInPlaintextAsync(mayAsk: isInteractive, stopping)
            : await joining.LogInAsync(key, users, mayAsk: isInteractive, stopping);
        var giveUp = result.GetValue(_giveUp) ?? (isInteractive ? TimeSpan.Zero : DefaultGiveUp);
        await using IChatSession session = key is null
            ? new PlaintextSession(joined.Client)
            : new ChatSession(
                joined.Client,
                WayBack.Over(services.GetRequiredService<Func<ChatClient>>(), services.GetRequiredService<ServerLocator>(), target.Address, joined.Login, users),
                giveUp == TimeSpan.Zero ? null : giveUp,
                time,
                Random.Shared);
        if (trust.Remember() is { } news)
        {
            await Console.Error.WriteLineAsync($"lantalk join: {news}");
        }

        return isInteractive
            ? await new TerminalChat(session, time).RunAsync(rooms, stopping)
            : await new PipeChat(session, Console.In, Console.Out, Console.Error, result.GetValue(_json)).RunAsync(rooms, stopping);
    }

    private static ServerAddress? ParseHost(ArgumentResult result)
    {
        if (result.Tokens.Count == 0)
        {
            return null;
        }

        var text = result.Tokens[0].Value;
        if (!ServerAddress.TryParse(text, out var server))
        {
            result.AddError($"'{text}' is no address of a server: write HOST, HOST:PORT or [IPV6]:PORT.");
        }

        return server;
    }
}
