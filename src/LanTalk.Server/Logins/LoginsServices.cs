using LanTalk.Server.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LanTalk.Server.Logins;

/// <summary>Registers the login of each wire and the brake on guessing.</summary>
internal static class LoginsServices
{
    public static IServiceCollection AddLogins(this IServiceCollection services)
    {
        return services
            .AddSingleton<LoginMetrics>()
            .AddSingleton<LoginLines>()
            .AddSingleton<Authenticator>()
            .AddSingleton<ClearLogin>()
            .AddSingleton<SealedLogin>()
            .AddSingleton<InvitedLogin>()
            .AddSingleton<GuessBrake>()
            .AddSingleton<KnownKeys>()
            .AddSingleton(provider => new LoginThrottle(
                provider.GetRequiredService<LanTalkServerOptions>().AuthAttempts, provider.GetRequiredService<TimeProvider>()));
    }
}
