using System.Net;
using System.Threading.Channels;
using LanTalk.Client.Discovery;
using LanTalk.Protocol.Discovery;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Client.Tests.Discovery;

public sealed class ServerWatchTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Channel<Sighting> _sightings = Channel.CreateUnbounded<Sighting>();
    private readonly ServerWatch _watch;

    public ServerWatchTests() => _watch = new ServerWatch(_sightings.Reader, _time, _ => ServerStanding.Stranger);

    [Fact]
    public async Task AServerIsFoundOnceAndAtItsBestAddress()
    {
        Hear("127.0.0.1", "a");
        Hear("10.77.0.1", "a");
        Hear("10.77.0.2", "b");

        var found = await FindAllAsync();

        found.Select(server => server.EndPoint.ToString()).Should().Equal("10.77.0.1:5050", "10.77.0.2:5050");
    }

    [Fact]
    public async Task AServerIsToldBeforeAllAreFound()
    {
        await using var found = _watch.FindAllAsync(TimeSpan.FromSeconds(3), Stop).GetAsyncEnumerator(Stop);
        Hear("10.77.0.1", "a");
        var start = _time.GetTimestamp();

        (await PassUntilAsync(found.MoveNextAsync())).Should().BeTrue();

        _time.GetElapsedTime(start).Should().BeLessThan(ServerWatch.Settled);
        Hear("10.77.0.2", "b");
        (await PassUntilAsync(found.MoveNextAsync())).Should().BeTrue();
        found.Current.Announcement.Id.Should().Be("b");
        (await PassUntilAsync(found.MoveNextAsync())).Should().BeFalse();
    }

    [Fact]
    public async Task FindingEndsAtTheTimeoutIfThereIsNothing()
    {
        var start = _time.GetTimestamp();

        (await FindAllAsync()).Should().BeEmpty();

        _time.GetElapsedTime(start).Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task AServerIsFoundWhereTheClockMovesOnAtEveryLook()
    {
        var time = new HastyTime();
        var watch = new ServerWatch(_sightings.Reader, time, _ => ServerStanding.Stranger);
        Hear("10.77.0.1", "a");

        var found = await PassUntilAsync(watch.FindAllAsync(TimeSpan.FromSeconds(3), Stop).ToListAsync(Stop), time);

        found.Should().ContainSingle();
    }

    [Fact]
    public async Task FindingCanBeGivenUp()
    {
        using var cancel = new CancellationTokenSource();
        var all = _watch.FindAllAsync(TimeSpan.FromSeconds(3), cancel.Token).ToListAsync(Stop);

        await cancel.CancelAsync();

        await all.Invoking(a => a.AsTask()).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task WatchingTellsThatASilentServerIsGone()
    {
        await using var changes = _watch.WatchAsync(Stop).GetAsyncEnumerator(Stop);
        Hear("10.77.0.1", "a");
        await changes.MoveNextAsync();
        changes.Current.Kind.Should().Be(ServerChangeKind.Appeared);

        (await PassUntilAsync(changes.MoveNextAsync())).Should().BeTrue();
        changes.Current.Kind.Should().Be(ServerChangeKind.Gone);
    }

    [Fact]
    public async Task AReaderThatWasAwayIsNotToldThatALivingServerIsGone()
    {
        await using var changes = _watch.WatchAsync(Stop).GetAsyncEnumerator(Stop);
        Hear("10.77.0.1", "a");
        await changes.MoveNextAsync();

        _time.Advance(TimeSpan.FromMinutes(1));
        Hear("10.77.0.1", "a", users: 2);

        await changes.MoveNextAsync();
        changes.Current.Kind.Should().Be(ServerChangeKind.Changed);
    }

    private async Task<List<FoundServer>> FindAllAsync() =>
        await PassUntilAsync(_watch.FindAllAsync(TimeSpan.FromSeconds(3), Stop).ToListAsync(Stop));

    /// <summary>Advances the clock until a task is over; each wait in it begins only after the one before.</summary>
    private async Task<T> PassUntilAsync<T>(ValueTask<T> pending, FakeTimeProvider? time = null)
    {
        var task = pending.AsTask();
        while (!task.IsCompleted)
        {
            (time ?? _time).Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }

        return await task;
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private void Hear(string address, string id, int users = 0) => _sightings.Writer.TryWrite(
        new Sighting(new Announcement(3, id, "server", 5050, NeedsPassword: false, users), IPAddress.Parse(address), _time.GetTimestamp()));

    /// <summary>A machine so busy that the time for weighing passes between three looks at the clock.</summary>
    private sealed class HastyTime : FakeTimeProvider
    {
        public override long GetTimestamp()
        {
            Advance(ServerWatch.Weighing * 0.6);
            return base.GetTimestamp();
        }
    }
}
