using LanTalk.Server.Chat;
using LanTalk.Server.Clock;
using LanTalk.Server.Commands;
using LanTalk.Server.Configuration;
using LanTalk.Server.Connections;
using LanTalk.Server.Discovery;
using LanTalk.Server.History;
using LanTalk.Server.Identity;
using LanTalk.Server.Invitations;
using LanTalk.Server.Logins;
using LanTalk.Server.Moderation;
using LanTalk.Server.Operator;
using LanTalk.Server.Plugins;
using LanTalk.Server.Rooms;
using LanTalk.Server.Serving;
using LanTalk.Server.Sessions;
using LanTalk.Server.Shares;
using LanTalk.Server.Sharing;
using LanTalk.Server.Transfers;
using LanTalk.Server.Users;
using LanTalk.Server.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LanTalk.Server;

/// <summary>Adds a server to a host.</summary>
public static class LanTalkServerServiceCollectionExtensions
{
    /// <summary>Adds a server that starts and stops with the host. It has a console if an <see cref="IOperatorTerminal"/> is registered.</summary>
    /// <exception cref="ArgumentException">An option is out of range; the message names it.</exception>
    public static IServiceCollection AddLanTalkServer(this IServiceCollection services, LanTalkServerOptions options)
    {
        options.Validate();
        services.TryAddSingleton(TimeProvider.System);

        // A copy of the options without the password, which nothing in the container may keep.
        services.AddSingleton(options with { Password = null, NeedsPassword = options.Password is not null });
        services.AddSingleton(new ServerPassword(options.Password));
        services.AddSingleton<ServerClock>();
        services.AddMetrics();

        // Hosted services start in this order and stop in the reverse one: the console first, then the port, and the stores last.
        services.AddServerIdentity();
        services.AddInvitations();
        services.AddLogins();
        services.AddUsers();
        services.AddHistory(options.DataDirectory, options.History, options.NameExpiry);
        services.AddModeration();
        services.AddShares();
        services.AddRooms();
        services.AddSessions();
        services.AddChat();
        services.AddSharing();
        services.AddCommands();
        services.AddPlugins(options.DataDirectory);
        services.AddServing();
        services.AddTransfers();
        services.AddWeb();
        services.AddPort();
        services.AddLocationPublisher();
        if (options.Beacon)
        {
            services.AddDiscovery(new BeaconOptions { Port = options.BeaconPort, Bind = options.Bind });
        }

        return services.AddOperator();
    }
}
