using System.Net;
using LanTalk.Protocol.Security;
using LanTalk.Server.Chat;
using LanTalk.Server.Configuration;
using LanTalk.Server.Connections;
using LanTalk.Server.History;
using LanTalk.Server.Identity;
using LanTalk.Server.Moderation;
using LanTalk.Server.Operator;
using LanTalk.Server.Plugins;
using LanTalk.Server.Programs;
using LanTalk.Server.Shares;
using LanTalk.Server.Tests.Web;
using LanTalk.Server.Transports;
using LanTalk.Server.Web;
using LanTalk.Testing;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Server.Tests;

/// <summary>The whole server without its sockets and its clock: connections are in memory, and time stands still until a test moves it.</summary>
internal sealed class TestServer : IAsyncDisposable, IHostApplicationLifetime
{
    /// <summary>An ordinary address of a LAN.</summary>
    public static readonly IPAddress SomeAddress = IPAddress.Parse("192.168.1.10");

    private readonly TemporaryDirectory _directory = new();
    private readonly List<Task> _connections = [];
    private readonly List<InMemoryConnection> _transports = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly ServiceProvider _services;
    private OperatorConsole? _console;
    private KestrelHttp? _http;

    private TestServer(
        Func<LanTalkServerOptions, LanTalkServerOptions>? configure, IRoomStore? store, IGate? gate, IProgramStarter? programs, IDiskSpace? disk)
    {
        var options = new LanTalkServerOptions { Name = "Alice", DataDirectory = _directory.Path, Beacon = false, History = new HistoryLimit(IsOff: true) };
        var services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(Log))
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<IHostApplicationLifetime>(this)
            .AddSingleton<IOperatorTerminal>(Terminal)
            .AddLanTalkServer(configure?.Invoke(options) ?? options);
        if (store is not null)
        {
            services.AddSingleton(store);
        }

        if (programs is not null)
        {
            services.AddSingleton(programs);
        }

        if (disk is not null)
        {
            services.AddSingleton(disk);
        }

        if (gate is not null)
        {
            services.AddSingleton(gate);
        }

        _services = services.BuildServiceProvider();
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 14, 22, 0, TimeSpan.Zero));

    /// <summary>The log.</summary>
    public RecordedLog Log { get; } = new();

    /// <summary>The operator's terminal; unused before <see cref="StartConsoleAsync"/>.</summary>
    public FakeOperatorTerminal Terminal { get; } = new();

    /// <summary>The directory of <c>bans.json</c>.</summary>
    public TemporaryDirectory Directory => _directory;

    /// <inheritdoc/>
    public CancellationToken ApplicationStarted => CancellationToken.None;

    /// <inheritdoc/>
    public CancellationToken ApplicationStopping => _stopping.Token;

    /// <inheritdoc/>
    public CancellationToken ApplicationStopped => CancellationToken.None;

    /// <summary>
    /// Starts a server, with the tool's defaults or changed ones, with history in memory or in the given store, with a last gate if one is given, and with
    /// programs of plug-ins, and the space on the disk.
    /// </summary>
    public static TestServer Start(
        Func<LanTalkServerOptions, LanTalkServerOptions>? configure = null, IRoomStore? store = null, IGate? gate = null, IProgramStarter? programs = null,
        IDiskSpace? disk = null) =>
        new(configure, store, gate, programs, disk);

    /// <inheritdoc/>
    public void StopApplication() => _stopping.Cancel();

    /// <summary>One of its services.</summary>
    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Starts the operator's console.</summary>
    public async Task StartConsoleAsync()
    {
        _console = Hosted<OperatorConsole>();
        await _console.StartAsync(CancellationToken.None);
    }

    /// <summary>Starts what looks after plug-ins, and the operator's command for them.</summary>
    public Task StartPluginServiceAsync() => Hosted<PluginService>().StartAsync(CancellationToken.None);

    /// <summary>A connection that has not logged in.</summary>
    public TestClient Connect(IPAddress? address = null, long buffer = 64 * 1024)
    {
        var connection = InMemoryConnection.From(address ?? SomeAddress, buffer);
        _transports.Add(connection);
        _connections.Add(RunAsync(connection, ChatAsync));
        return connection.Client;
    }

    /// <summary>A connection that has not logged in, as if inside TLS.</summary>
    public TestClient ConnectTls(IPAddress? address = null, long buffer = 64 * 1024)
    {
        var connection = InMemoryConnection.From(address ?? SomeAddress, buffer);
        _transports.Add(connection);
        _connections.Add(RunAsync(connection, arrived =>
        {
            arrived.ChannelBinding = Get<ServerIdentity>().Fingerprint.Hash;
            return ChatAsync(arrived);
        }));
        return connection.Client;
    }

    /// <summary>A connection as the port accepts it, before its protocol is known.</summary>
    /// <param name="web">Serves a browser.</param>
    /// <param name="address">The address it comes from.</param>
    public InMemoryConnection Knock(ConnectionDelegate? web = null, IPAddress? address = null)
    {
        var connection = InMemoryConnection.From(address ?? SomeAddress);
        _transports.Add(connection);
        _connections.Add(RunAsync(connection, arrived => Get<PortHandler>().ServeAsync(arrived, web ?? (_ => Task.CompletedTask))));
        return connection;
    }

    /// <summary>A browser's connection, on which it speaks HTTP.</summary>
    public async Task<Stream> BrowseAsync(IPAddress? address = null) => (await OpenHttpAsync(address)).ClientStream;

    /// <summary>The same, for a test that breaks the connection or waits for its end.</summary>
    public async Task<InMemoryConnection> OpenHttpAsync(IPAddress? address = null)
    {
        _http ??= await KestrelHttp.StartAsync(
            Get<WebApplication>(),
            (transport, http) => RunAsync((InMemoryConnection)transport, arrived => Get<PortHandler>().ServeAsync(arrived, http)));
        var connection = InMemoryConnection.From(address ?? SomeAddress);
        _transports.Add(connection);
        _connections.Add(connection.Closed);
        _http.Accept(connection);
        return connection;
    }

    /// <summary>A client that has logged in, and has read everything that led to.</summary>
    public async Task<TestClient> JoinAsync(string name, IPAddress? address = null, long buffer = 64 * 1024)
    {
        var client = Connect(address, buffer);
        var answer = await client.LogInAsync(name);
        answer.GetProperty("type").GetString().Should().Be("auth_ok");
        return client;
    }

    /// <summary>A client of version 3 that has logged in with a key.</summary>
    public async Task<TestClient> JoinAsync(string name, UserKey key, IPAddress? address = null, long buffer = 64 * 1024)
    {
        var client = ConnectTls(address, buffer);
        var answer = await client.LogInAsync(Get<ServerIdentity>().Fingerprint, name, key);
        answer.GetProperty("type").GetString().Should().Be("auth_ok");
        return client;
    }

    /// <summary>A client in a browser that has logged in with a key.</summary>
    public async Task<WebTestClient> JoinFromBrowserAsync(string name, UserKey key, IPAddress? address = null)
    {
        var client = await WebTestClient.ConnectAsync(await BrowseAsync(address));
        var answer = await client.LogInAsync(name, key);
        answer.GetProperty("type").GetString().Should().Be("auth_ok");
        return client;
    }

    /// <summary>Advances the time and has every deadline checked.</summary>
    public void Pass(TimeSpan time)
    {
        Time.Advance(time);
        Hosted<DeadlineSweeper>().Sweep();
    }

    /// <summary>Ends all sessions, as the server does when it stops.</summary>
    public Task StopListeningAsync() => _services.GetServices<IHostedService>().OfType<Listener>().Single().StopAsync(CancellationToken.None);

    /// <summary>Checks for changes of the bans once.</summary>
    public void LookAtBans() => Hosted<BanWatcher>().Look();

    /// <summary>Retries once to write pending changes of the bans.</summary>
    public Task RetryBansAsync() => Hosted<BanWatcher>().RetryAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_console is not null)
        {
            await _console.StopAsync(CancellationToken.None);
        }

        _transports.ForEach(transport => transport.Abort(new ConnectionAbortedException("The test is over.")));
        await Task.WhenAll(_connections).WaitAsync(TimeSpan.FromSeconds(30));
        if (_http is not null)
        {
            await _http.StopAsync();
        }

        await _services.DisposeAsync();
        _stopping.Dispose();
        _directory.Dispose();
    }

    private T Hosted<T>() => _services.GetServices<IHostedService>().OfType<T>().Single();

    private Task ChatAsync(ChatConnection connection)
    {
        connection.Stage = ConnectionStage.Chat;
        return Get<ITransportHandler>().ServeAsync(connection);
    }

    private async Task RunAsync(InMemoryConnection connection, Func<ChatConnection, Task> serveAsync)
    {
        await Get<ConnectionAdmission>().RunAsync(connection, serveAsync);
        connection.Close();
    }
}
