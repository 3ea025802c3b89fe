using Microsoft.Extensions.DependencyInjection;

namespace LanTalk.Server.Discovery;

/// <summary>Registers discovery.</summary>
internal static class DiscoveryServices
{
    public static IServiceCollection AddDiscovery(this IServiceCollection services, BeaconOptions options) => services
        .AddSingleton(options)
        .AddSingleton<DiscoveryState>()
        .AddSingleton<IAnnouncementSource, AnnouncementSource>()
        .AddHostedService<Beacon>();
}
