using LanTalk.Server.Shares;
using Microsoft.Extensions.DependencyInjection;

namespace LanTalk.Server.Sharing;

/// <summary>Registers the chat's part of files.</summary>
internal static class SharingServices
{
    public static IServiceCollection AddSharing(this IServiceCollection services)
    {
        return services
            .AddSingleton<IShareAccess, ShareAccess>()
            .AddSingleton<ShareTexts>()
            .AddSingleton<ShareAnswers>()
            .AddSingleton<LocalShares>()
            .AddSingleton<ShareAnnouncer>();
    }
}
