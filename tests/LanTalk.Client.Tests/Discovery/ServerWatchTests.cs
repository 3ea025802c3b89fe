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

    public ServerWatchTests() => _watch = new ServerWatch(_sightings.Reader, _time);

    [Fact]
    public async Task Finding_gives_each_server_once()
    {
        await using var found = _watch.FindAsync(Stop).GetAsyncEnumerator(Stop);
        Hear("10.77.0.1", "a");
        Hear("10.78.0.1", "a");
        Hear("10.77.0.2", "b");
        Hear("10.77.0.1", "a", users: 5);

        (await found.MoveNextAsync()).Should().BeTrue();
        found.Current.Announcement.Id.Should().Be("a");
        (await found.MoveNextAsync()).Should().BeTrue();
        found.Current.Announcement.Id.Should().Be("b");

        var next = found.MoveNextAsync();
        _time.Advance(TimeSpan.FromHours(1));
        Hear("10.77.0.1", "a");
        Hear("10.77.0.3", "c");
        (await next).Should().BeTrue();
        found.Current.Announcement.Id.Should().Be("c");
    }

    [Fact]
    public async Task Finding_all_ends_when_nothing_new_was_heard_for_a_while()
    {
        Hear("127.0.0.1", "a");
        Hear("10.77.0.1", "a");
        var all = _watch.FindAllAsync(TimeSpan.FromSeconds(3), Stop);
        _time.Advance(TimeSpan.FromMilliseconds(399));
        all.IsCompleted.Should().BeFalse();

        _time.Advance(TimeSpan.FromMilliseconds(1));

        (await all).Should().ContainSingle().Which.EndPoint.ToString().Should().Be("10.77.0.1:5050");
    }

    [Fact]
    public async Task Finding_all_gives_up_at_the_timeout()
    {
        var all = _watch.FindAllAsync(TimeSpan.FromSeconds(3), Stop);
        _time.Advance(TimeSpan.FromMilliseconds(2999));
        all.IsCompleted.Should().BeFalse();

        _time.Advance(TimeSpan.FromMilliseconds(1));

        (await all).Should().BeEmpty();
    }

    [Fact]
    public async Task Finding_all_can_be_given_up()
    {
        using var cancel = new CancellationTokenSource();
        var all = _watch.FindAllAsync(TimeSpan.FromSeconds(3), cancel.Token);

        await cancel.CancelAsync();

        await all.Invoking(a => a).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Watching_tells_that_a_silent_server_is_gone()
    {
        await using var changes = _watch.WatchAsync(Stop).GetAsyncEnumerator(Stop);
        Hear("10.77.0.1", "a");
        await changes.MoveNextAsync();
        changes.Current.Kind.Should().Be(ServerChangeKind.Appeared);

        var next = changes.MoveNextAsync().AsTask();
        while (!next.IsCompleted)
        {
            // The watch looks again and again, and starts each wait only after the one before: time passes until it has told.
            _time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Yield();
        }

        (await next).Should().BeTrue();
        changes.Current.Kind.Should().Be(ServerChangeKind.Gone);
    }

    [Fact]
    public async Task A_reader_that_was_away_is_not_told_that_a_living_server_is_gone()
    {
        await using var changes = _watch.WatchAsync(Stop).GetAsyncEnumerator(Stop);
        Hear("10.77.0.1", "a");
        await changes.MoveNextAsync();

        _time.Advance(TimeSpan.FromMinutes(1));
        Hear("10.77.0.1", "a", users: 2);

        await changes.MoveNextAsync();
        changes.Current.Kind.Should().Be(ServerChangeKind.Changed);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private void Hear(string address, string id, int users = 0) => _sightings.Writer.TryWrite(
        new Sighting(new Announcement(3, id, "server", 5050, NeedsPassword: false, users), IPAddress.Parse(address), _time.GetTimestamp()));
}
