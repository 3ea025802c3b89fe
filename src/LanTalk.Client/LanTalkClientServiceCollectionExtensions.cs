using LanTalk.Client.Chatting;
using LanTalk.Client.Discovery;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LanTalk.Client;

/// <summary>Registers the client's services.</summary>
public static class LanTalkClientServiceCollectionExtensions
{
    /// <summary>Adds the services that find servers and talk to them.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="beaconPort">The UDP port of discovery, 1 to 65535.</param>
    public static IServiceCollection AddLanTalkClient(this IServiceCollection services, int beaconPort)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(new LocatorOptions { Port = beaconPort });
        services.AddSingleton<ServerLocator>();

        // A factory: each connection belongs to its creator, not to the container.
        services.AddSingleton<Func<ChatClient>>(provider => () => new ChatClient(provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
