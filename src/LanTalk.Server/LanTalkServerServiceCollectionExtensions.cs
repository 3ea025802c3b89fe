using LanTalk.Server.Chat;
using LanTalk.Server.Connections;
using LanTalk.Server.Discovery;
using LanTalk.Server.History;
using LanTalk.Server.Metrics;
using LanTalk.Server.Moderation;
using LanTalk.Server.Operator;
using LanTalk.Server.Rooms;
using LanTalk.Server.Security;
using LanTalk.Server.Sessions;
using LanTalk.Server.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LanTalk.Server;

/// <summary>The one way to have a server.</summary>
public static class LanTalkServerServiceCollectionExtensions
{
    /// <summary>Adds a server that starts and stops with the host. Where an <see cref="IOperatorTerminal"/> is registered, it has a console.</summary>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    public static IServiceCollection AddLanTalkServer(this IServiceCollection services, LanTalkServerOptions options)
    {
        options.Validate();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options with { Password = null });
        services.AddSingleton(new ServerPassword(options.Password));
        services.AddSingleton(OpenIdentity);
        services.AddSingleton(OpenNames);
        services.AddSingleton<NameRegistry>();

        services.AddSingleton<ServerClock>();
        services.AddSingleton<ServerMetrics>();
        services.AddMetrics();
        services.AddSingleton<RoomMetrics>();
        services.AddSingleton(OpenHistory);
        services.AddSingleton(provider => provider.GetRequiredService<IRoomStore>() as IPrivateStore ?? new MemoryPrivateStore(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<PrivateDelivery>();
        services.AddSingleton<Backlog>();
        services.AddSingleton<RoomRegistry>();
        services.AddSingleton<RoomVisits>();
        services.AddSingleton<RoomCommands>();
        services.AddSingleton<Departures>();
        services.AddSingleton<SessionRegistry>();
        services.AddSingleton<SessionRunner>();
        services.AddSingleton<ConnectionRegistry>();
        services.AddSingleton<DeadlineWheel>();
        services.AddSingleton<ConnectionAdmission>();
        services.AddSingleton<PortHandler>();
        services.AddSingleton<WireSorter>();
        services.AddSingleton<HandshakeGate>();
        services.AddSingleton<TlsServer>();
        services.AddSingleton<ChatHandler>();
        services.AddSingleton<WebVisitors>();
        services.AddSingleton<WelcomePage>();
        services.AddSingleton<WebApplication>();
        services.AddSingleton<ListeningState>();
        services.AddSingleton<Authenticator>();
        services.AddSingleton<ClearLogin>();
        services.AddSingleton<SealedLogin>();
        services.AddSingleton<GuessBrake>();
        services.AddSingleton<LoginLines>();
        services.AddSingleton(CreateThrottle);
        services.AddSingleton(OpenBans);
        services.AddSingleton<BanEnforcer>();
        services.AddSingleton<MuteList>();
        services.AddSingleton<Conversation>();
        services.AddSingleton<Attendance>();
        services.AddSingleton<PrivateMessages>();
        services.AddSingleton<SealedMessages>();
        services.AddSingleton<UserCommands>();
        services.AddSingleton<HistoryCommands>();
        services.AddSingleton<OperatorCommands>();
        services.AddSingleton<CommandRegistry>();
        services.AddSingleton<Overviews>();
        services.AddSingleton<Dispatcher>();
        services.AddSingleton<OperatorInbox>();
        services.AddSingleton<IOperatorVocabulary, OperatorVocabulary>();

        // Stopped in the reverse order: first the listener, which takes leave of everybody.
        services.AddHostedService<ClearPasswordWarning>();
        services.AddHostedService<NameKeeper>();
        if (!options.History.IsOff)
        {
            services.AddSingleton(provider => (IHistoryUpkeep)provider.GetRequiredService<IRoomStore>());
            services.AddHostedService<HistoryUpkeep>();
        }

        services.AddHostedService<BanWatcher>();
        services.AddHostedService<DeadlineSweeper>();
        services.AddHostedService<Listener>();
        if (options.Beacon)
        {
            services.AddSingleton(new BeaconOptions { Port = options.BeaconPort, Bind = options.Bind });
            services.AddSingleton<IAnnouncementSource, AnnouncementSource>();
            services.AddHostedService<Beacon>();
        }

        if (services.Any(service => service.ServiceType == typeof(IOperatorTerminal)))
        {
            services.AddHostedService<OperatorConsole>();
        }

        return services;
    }

    // By the container's options and not the ones given: a closure would keep the password.
    private static LoginThrottle CreateThrottle(IServiceProvider provider) =>
        new(provider.GetRequiredService<LanTalkServerOptions>().AuthAttempts, provider.GetRequiredService<TimeProvider>());

    private static ServerIdentity OpenIdentity(IServiceProvider provider) =>
        ServerIdentityFile.Open(provider.GetRequiredService<LanTalkServerOptions>().DataDirectory);

    private static NameStore OpenNames(IServiceProvider provider) =>
        NameStore.Open(provider.GetRequiredService<LanTalkServerOptions>().DataDirectory);

    private static IRoomStore OpenHistory(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<LanTalkServerOptions>();
        return options.History.IsOff ? new MemoryRoomStore(options.History) : SqliteRoomStore.Open(options.DataDirectory, options.History);
    }

    private static BanStore OpenBans(IServiceProvider provider) =>
        BanStore.Open(provider.GetRequiredService<LanTalkServerOptions>().DataDirectory, provider.GetRequiredService<TimeProvider>());
}
