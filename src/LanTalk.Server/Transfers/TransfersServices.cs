using Microsoft.Extensions.DependencyInjection;

namespace LanTalk.Server.Transfers;

/// <summary>Registers what sends and takes files.</summary>
internal static class TransfersServices
{
    public static IServiceCollection AddTransfers(this IServiceCollection services)
    {
        return services
            .AddSingleton<ShareDescriptions>()
            .AddSingleton<UploadRequests>()
            .AddSingleton<DownloadRequests>()
            .AddSingleton<FileRequests>();
    }
}
