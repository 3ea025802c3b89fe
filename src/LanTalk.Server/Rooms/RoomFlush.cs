using Microsoft.Extensions.Hosting;

namespace LanTalk.Server.Rooms;

/// <summary>At the shutdown, when nobody can post any more, has the last messages stored before the store is closed.</summary>
internal sealed class RoomFlush(RoomRegistry rooms) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => rooms.FlushAsync().WaitAsync(cancellationToken);
}
