using LanTalk.Server.Transports;
using Microsoft.Extensions.DependencyInjection;

namespace LanTalk.Server.Serving;

/// <summary>Registers the handling of chat connections.</summary>
internal static class ServingServices
{
    public static IServiceCollection AddServing(this IServiceCollection services)
    {
        return services
            .AddSingleton<Dispatcher>()
            .AddSingleton<SessionRunner>()
            .AddSingleton<ITransportHandler, ChatHandler>();
    }
}
