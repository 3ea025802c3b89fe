using LanTalk.Cli.Exits;
using LanTalk.Cli.Hosting;
using LanTalk.Cli.Options;
using LanTalk.Cli.Settings;
using LanTalk.Cli.Terminals;
using LanTalk.Client;
using LanTalk.Client.Addresses;
using LanTalk.Client.Chatting;
using LanTalk.Client.Configuration;
using LanTalk.Client.Connecting;
using LanTalk.Client.Discovery;
using LanTalk.Client.LoggingIn;
using LanTalk.Client.Reconnecting;
using LanTalk.Client.Sealing;
using LanTalk.Client.Sessions;
using LanTalk.Client.Trust;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Security;
using LanTalk.Terminal.Styling;
using Microsoft.Extensions.DependencyInjection;

namespace LanTalk.Cli.Joining;

/// <summary>The work of a verb in a session; returns its exit code.</summary>
/// <param name="session">The session.</param>
/// <param name="rooms">The rooms to be in beside the lobby, the last one to be shown.</param>
/// <param name="stopping">Ends it.</param>
internal delegate Task<int> SessionWork(IChatSession session, IReadOnlyList<string> rooms, CancellationToken stopping);

/// <summary>Opens a session: finds the server, judges it, logs in. It knows nothing of the conversation that follows.</summary>
internal sealed class SessionOpening
{
    private readonly SessionRequest _request;
    private readonly Func<ChatClient> _newClient;
    private readonly ServerLocator _locator;
    private readonly TimeProvider _time;
    private readonly KnownServers _known;
    private readonly KnownUsers _users;

    private SessionOpening(SessionRequest request, IServiceProvider services)
    {
        _request = request;
        _newClient = services.GetRequiredService<Func<ChatClient>>();
        _locator = services.GetRequiredService<ServerLocator>();
        _time = services.GetRequiredService<TimeProvider>();
        _known = KnownServers.In(request.ConfigDirectory, _time);
        _users = KnownUsers.In(request.ConfigDirectory, _time);
    }

    /// <summary>Opens the session, does the work in it, and ends it; returns the exit code of the work.</summary>
    /// <exception cref="ToolException">There is no session; the message says why and what to do.</exception>
    public static Task<int> RunAsync(SessionRequest request, SessionWork work)
    {
        var builder = ToolHost.Create(request.LogLevel);
        builder.Services.AddLanTalkClient(request.BeaconPort);
        return ToolHost.RunAsync(builder, async (services, stopping) =>
        {
            try
            {
                return await new SessionOpening(request, services).RunAsync(work, stopping);
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

    private async Task<int> RunAsync(SessionWork work, CancellationToken stopping)
    {
        using var key = _request.IsPlaintext ? null : UserKeyFile.LoadOrCreate(_request.ConfigDirectory);
        var choice = new ServerChoice(_locator, _known, _request.Fingerprint, _request.Timeout, _time);
        var finding = _request.Host is null ? choice.FindAsync(_request.Server, stopping) : null;

        // Servers are looked for while a person answers.
        var name = await UsualNameAsync(stopping);
        var target = finding is null
            ? JoinTarget.Of(new ServerReference(_request.Host!, _request.Invitation))
            : await choice.ChooseAsync(await finding, _request.Server, _request.MayChoose, stopping);
        name = NameOfLastVisit(target) ?? name;
        SessionOptions.RefuseContradiction(target.Invitation, _request.Fingerprint, _request.IsPlaintext);
        var trust = new ServerTrust(_known, target, target.Invitation?.Server ?? _request.Fingerprint, _request.Forget);
        await using var session = await LogInAsync(target, trust, name, key, stopping);
        foreach (var news in trust.Remember())
        {
            Say(news);
        }

        // Where nobody says which room, the invitation may.
        IReadOnlyList<string> rooms = _request.Rooms.Count == 0 && target.Invitation?.Room is { } room ? [room] : _request.Rooms;
        return await work(session, rooms, stopping);
    }

    private void Say(string text)
    {
        // A person compares the words in it, and a terminal would break one in two.
        StyledText line = $"lantalk {_request.Verb}: {text}";
        line.WriteLineTo(Console.Error, StandardStreams.ErrorColumns ?? int.MaxValue);
    }

    /// <summary>The name in the chat if none was requested: the one in the settings, or else the login name.</summary>
    private async Task<string> UsualNameAsync(CancellationToken stopping)
    {
        var settings = SettingsFile.In(_request.ConfigDirectory);
        var chosen = settings.Read();
        foreach (var problem in chosen.Problems)
        {
            Say(problem);
        }

        return chosen.Name
            ?? (_request.MayChoose && _request.Name is null
                ? await Question.AskAsync(() => FirstRun.AskName(settings, Say), stopping)
                : UserName.From(Environment.UserName, "guest"));
    }

    /// <summary>The name that the person last chose on this server; null if none, or for a script.</summary>
    private string? NameOfLastVisit(JoinTarget target)
    {
        var server = target.Found?.Fingerprint ?? _known.At(target.Address).MaxBy(known => known.LastMet)?.Fingerprint;
        return _request.MayAsk && !_request.IsPlaintext && server is not null ? LastVisit.To(_request.ConfigDirectory, $"{server}").Read().Name : null;
    }

    private async Task<IChatSession> LogInAsync(JoinTarget target, ServerTrust trust, string name, UserKey? key, CancellationToken stopping)
    {
        var joining = new Join(_newClient, target.Address, trust, _request.Name, name, _request.Password, _request.Timeout, _request.GiveUp, _time)
        {
            LeavesPrivate = _request.LeavesPrivate,
            Shares = ReceivedShares.In(_request.ConfigDirectory, _time),
            Invitation = target.Invitation?.Token,
        };
        if (key is null)
        {
            var inClear = await joining.LogInPlaintextAsync(_request.MayAsk, stopping);
            TellName(inClear);
            return new PlaintextSession(inClear.Client, _request.GiveUp, _time);
        }

        var joined = await joining.LogInAsync(key, _users, _request.MayAsk, stopping);
        TellName(joined);
        var wayBack = WayBack.Over(_newClient, _locator, target.Address, joined.Login, _users);
        return new ChatSession(joined.Client, wayBack, _request.GiveUp, _time, Random.Shared);
    }

    private void TellName(Joined joined)
    {
        if (joined.NameNote is { } note)
        {
            Say(note);
        }
    }
}
