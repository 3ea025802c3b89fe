using LanTalk.Client.Chatting;
using LanTalk.Client.Discovery;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LanTalk.Client;

/// <summary>The one way to have a client.</summary>
public static class LanTalkClientServiceCollectionExtensions
{
    /// <summary>Adds what finds servers and talks to them.</summary>
    /// <param name="services">Where to add it.</param>
    /// <param name="beaconPort">The UDP port of discovery, 1 to 65535.</param>
    public static IServiceCollection AddLanTalkClient(this IServiceCollection services, int beaconPort)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(new LocatorOptions { Port = beaconPort });
        services.AddSingleton<ServerLocator>();

        // A factory: each connection belongs to who makes it, not to the container.
        services.AddSingleton<Func<ChatClient>>(provider => () => new ChatClient(provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
