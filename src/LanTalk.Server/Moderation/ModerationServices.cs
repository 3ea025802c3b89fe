using System.Diagnostics.Metrics;
using LanTalk.Server.Configuration;
using LanTalk.Server.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace LanTalk.Server.Moderation;

/// <summary>Registers bans and mutes.</summary>
internal static class ModerationServices
{
    public static IServiceCollection AddModeration(this IServiceCollection services)
    {
        services.AddSingleton(provider =>
        {
            var bans = BanStore.Open(
                provider.GetRequiredService<LanTalkServerOptions>().DataDirectory, provider.GetRequiredService<TimeProvider>());
            provider.GetRequiredService<IMeterFactory>().Create(MetricNames.Meter)
                .CreateObservableGauge(MetricNames.Bans, () => bans.List().Count, "{ban}", "Bans in force.");
            return bans;
        });
        return services.AddSingleton<MuteList>().AddSingleton<ModerationNews>().AddHostedService<BanWatcher>();
    }
}
