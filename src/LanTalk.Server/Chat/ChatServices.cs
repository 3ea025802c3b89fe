using LanTalk.Server.Moderation;
using Microsoft.Extensions.DependencyInjection;

namespace LanTalk.Server.Chat;

/// <summary>Registers conversations, private messages and announcements.</summary>
internal static class ChatServices
{
    public static IServiceCollection AddChat(this IServiceCollection services)
    {
        return services
            .AddSingleton<ChatMetrics>()
            .AddSingleton<LengthGate>()
            .AddSingleton<IGate>(provider => provider.GetRequiredService<LengthGate>())
            .AddSingleton<IGate, MuteGate>()
            .AddSingleton<Gates>()
            .AddSingleton<Conversation>()
            .AddSingleton<Announcements>()
            .AddSingleton<AnnouncementSums>()
            .AddSingleton<MemberLists>()
            .AddSingleton<RoomVisits>()
            .AddSingleton<StoreWork>()
            .AddSingleton<Backlog>()
            .AddSingleton<Lookback>()
            .AddSingleton<PastMessages>()
            .AddSingleton<PrivateDelivery>()
            .AddSingleton<PrivateMessages>()
            .AddSingleton<SealedMessages>()
            .AddSingleton<Departures>()
            .AddSingleton<NameClaims>()
            .AddSingleton<ClaimQuota>()
            .AddSingleton<BanEnforcer>()
            .AddSingleton<IBanEnforcer>(provider => provider.GetRequiredService<BanEnforcer>())
            .AddSingleton<OperatorInbox>()
            .AddSingleton<OperatorVisits>();
    }
}
