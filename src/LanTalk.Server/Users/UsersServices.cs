using LanTalk.Server.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LanTalk.Server.Users;

/// <summary>Registers users and the owners of names.</summary>
internal static class UsersServices
{
    public static IServiceCollection AddUsers(this IServiceCollection services)
    {
        return services
            .AddSingleton(provider => NameStore.Open(provider.GetRequiredService<LanTalkServerOptions>().DataDirectory))
            .AddSingleton<NameRegistry>()
            .AddSingleton<BotNames>()
            .AddHostedService<NameKeeper>();
    }
}
