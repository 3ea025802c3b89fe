using Microsoft.Extensions.DependencyInjection;

namespace LanTalk.Server.History;

/// <summary>Registers the stores of room and private messages.</summary>
internal static class HistoryServices
{
    /// <param name="services">The container.</param>
    /// <param name="directory">The data directory.</param>
    /// <param name="limit">How much is kept; off means in memory only.</param>
    public static IServiceCollection AddHistory(this IServiceCollection services, string directory, HistoryLimit limit)
    {
        services
            .AddSingleton<StoreFaults>()
            .AddSingleton<IRoomStore>(provider => limit.IsOff ? new MemoryRoomStore(limit) : SqliteRoomStore.Open(
                directory, limit, time: provider.GetRequiredService<TimeProvider>()))
            .AddSingleton(provider =>
                provider.GetRequiredService<IRoomStore>() as IPrivateStore ?? new MemoryPrivateStore(provider.GetRequiredService<TimeProvider>()));
        return limit.IsOff
            ? services
            : services
                .AddSingleton(provider => (IHistoryUpkeep)provider.GetRequiredService<IRoomStore>())
                .AddHostedService<HistoryUpkeep>();
    }
}
