using Microsoft.Extensions.DependencyInjection;

namespace LanTalk.Server.Rooms;

/// <summary>Registers the rooms.</summary>
internal static class RoomsServices
{
    public static IServiceCollection AddRooms(this IServiceCollection services)
    {
        return services
            .AddSingleton<RoomMetrics>()
            .AddSingleton<RoomFaults>()
            .AddSingleton<RoomRegistry>()
            .AddHostedService<RoomFlush>();
    }
}
