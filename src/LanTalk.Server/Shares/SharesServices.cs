using Microsoft.Extensions.DependencyInjection;

namespace LanTalk.Server.Shares;

/// <summary>Registers the shares.</summary>
internal static class SharesServices
{
    public static IServiceCollection AddShares(this IServiceCollection services)
    {
        return services
            .AddSingleton<IDiskSpace, SystemDiskSpace>()
            .AddSingleton<ShareQuota>()
            .AddSingleton<ShareStore>()
            .AddSingleton<ShareDisk>()
            .AddSingleton<ShareMetrics>()
            .AddSingleton<TicketStore>()
            .AddHostedService<ShareExpiry>();
    }
}
