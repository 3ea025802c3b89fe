using Microsoft.Extensions.DependencyInjection;

namespace LanTalk.Server.Connections;

/// <summary>Registers the port.</summary>
internal static class PortServices
{
    public static IServiceCollection AddPort(this IServiceCollection services)
    {
        return services
            .AddSingleton<ConnectionMetrics>()
            .AddSingleton<ConnectionRegistry>()
            .AddSingleton<DeadlineWheel>()
            .AddSingleton<ConnectionAdmission>()
            .AddSingleton<PortListenerFactory>()
            .AddSingleton<PortHandler>()
            .AddSingleton<WebPort>()
            .AddSingleton<WireSorter>()
            .AddSingleton<HandshakeGate>()
            .AddSingleton<TlsServer>()
            .AddSingleton<ListeningState>()
            .AddHostedService<DeadlineSweeper>()
            .AddHostedService<Listener>();
    }
}
