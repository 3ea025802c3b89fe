using Microsoft.Extensions.DependencyInjection;

namespace LanTalk.Server.Sessions;

/// <summary>Registers the sessions.</summary>
internal static class SessionsServices
{
    public static IServiceCollection AddSessions(this IServiceCollection services)
    {
        return services
            .AddSingleton<SessionRegistry>()
            .AddSingleton<SessionMetrics>();
    }
}
