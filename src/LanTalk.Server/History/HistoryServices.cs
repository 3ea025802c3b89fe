using Microsoft.Extensions.DependencyInjection;

namespace LanTalk.Server.History;

/// <summary>Registers the stores of room and private messages.</summary>
internal static class HistoryServices
{
    /// <summary>The identity of a user is remembered for so long after its name has expired.</summary>
    private static readonly TimeSpan AfterName = TimeSpan.FromDays(30);

    /// <param name="services">The container.</param>
    /// <param name="directory">The data directory.</param>
    /// <param name="limit">How much is kept; off means in memory only.</param>
    /// <param name="nameExpiry">How long a name stays its owner's who does not use it; zero for ever.</param>
    public static IServiceCollection AddHistory(this IServiceCollection services, string directory, HistoryLimit limit, TimeSpan nameExpiry)
    {
        TimeSpan? identityAge = nameExpiry > TimeSpan.Zero ? nameExpiry + AfterName : null;
        services
            .AddSingleton<StoreFaults>()
            .AddSingleton<IRoomStore>(provider => limit.IsOff ? new MemoryRoomStore(limit) : SqliteRoomStore.Open(
                directory, limit, time: provider.GetRequiredService<TimeProvider>(), identityAge: identityAge))
            .AddSingleton(provider =>
                provider.GetRequiredService<IRoomStore>() as IPrivateStore ?? new MemoryPrivateStore(provider.GetRequiredService<TimeProvider>(), identityAge));
        return limit.IsOff
            ? services
            : services
                .AddSingleton(provider => (IHistoryUpkeep)provider.GetRequiredService<IRoomStore>())
                .AddHostedService<HistoryUpkeep>();
    }
}
