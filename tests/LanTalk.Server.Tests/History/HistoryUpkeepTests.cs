using LanTalk.Server.History;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Server.Tests.History;

public sealed class HistoryUpkeepTests
{
    private readonly FakeUpkeep _store = new() { ToIndex = 3, ToPrune = 2 };
    private readonly LogList _log = new();

    [Fact]
    public async Task ARoundIndexesAllAndDropsAllThatIsDue()
    {
        using var upkeep = new HistoryUpkeep(_store, new FakeTimeProvider(), _log);

        await upkeep.WorkAsync(prunes: false, CancellationToken.None);
        _store.Should().BeEquivalentTo(new { ToIndex = 0, ToPrune = 2, WrittenBack = 1 });

        await upkeep.WorkAsync(prunes: true, CancellationToken.None);
        _store.Should().BeEquivalentTo(new { ToIndex = 0, ToPrune = 0, WrittenBack = 2 });
    }

    [Fact]
    public async Task AFaultIsToldOnceUntilItHasGone()
    {
        using var upkeep = new HistoryUpkeep(_store, new FakeTimeProvider(), _log);
        _store.Fault = "the disk is full";

        await upkeep.WorkAsync(prunes: true, CancellationToken.None);
        await upkeep.WorkAsync(prunes: true, CancellationToken.None);
        _log.Lines.Should().ContainSingle().Which.Should().Contain("the disk is full");

        _store.Fault = null;
        await upkeep.WorkAsync(prunes: true, CancellationToken.None);
        _store.ToPrune.Should().Be(0);
        _store.Fault = "the disk is full";
        await upkeep.WorkAsync(prunes: true, CancellationToken.None);
        _log.Lines.Should().HaveCount(2);
    }

    [Fact]
    public async Task WhatAFloodSaysIsIndexedWhenItIsOver()
    {
        using var upkeep = new HistoryUpkeep(_store, new FakeTimeProvider(), _log);
        _store.ToIndex = 6_000;
        await upkeep.WorkAsync(prunes: false, CancellationToken.None);
        _store.ToIndex.Should().Be(6_000);

        _store.ToIndex += 6_000;
        await upkeep.WorkAsync(prunes: false, CancellationToken.None);
        _store.ToIndex.Should().Be(12_000);

        _store.ToIndex += 100;
        await upkeep.WorkAsync(prunes: false, CancellationToken.None);
        _store.ToIndex.Should().Be(0);
    }

    [Fact]
    public async Task AFloodDoesNotLeaveTheIndexBehindForEver()
    {
        using var upkeep = new HistoryUpkeep(_store, new FakeTimeProvider(), _log);
        _store.ToIndex = 10_000_000;
        _store.Step = 1_000_000;

        await upkeep.WorkAsync(prunes: false, CancellationToken.None);

        _store.ToIndex.Should().Be(0);
    }

    [Fact]
    public async Task IndexingLooksUpOnceASecondWhetherAFloodHasBegun()
    {
        var time = new FakeTimeProvider();
        using var upkeep = new HistoryUpkeep(_store, time, _log);
        _store.ToIndex = 4_000;
        _store.Indexing = () => time.Advance(TimeSpan.FromSeconds(1));

        // It does one step, and then rests.
        var round = upkeep.WorkAsync(prunes: false, CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(3));
        await round;

        _store.ToIndex.Should().Be(3_999);
    }

    [Fact]
    public async Task IndexingRestsThreeTimesAsLongAsItWorks()
    {
        var time = new FakeTimeProvider();
        using var upkeep = new HistoryUpkeep(_store, time, _log);
        _store.Indexing = () =>
        {
            time.Advance(TimeSpan.FromMilliseconds(2));
            _store.Indexing = null;
        };

        var round = upkeep.WorkAsync(prunes: false, CancellationToken.None);
        time.Advance(TimeSpan.FromMilliseconds(5));
        _store.ToIndex.Should().Be(2);

        time.Advance(TimeSpan.FromMilliseconds(1));
        await round;
        _store.ToIndex.Should().Be(0);
    }

    [Fact]
    public async Task ItWorksAtOnceThenEverySecondUntilItIsTold()
    {
        var time = new FakeTimeProvider();
        using var upkeep = new HistoryUpkeep(_store, time, _log);
        await upkeep.StartAsync(CancellationToken.None);

        (await _store.Worked.WaitAsync(TimeSpan.FromSeconds(30))).Should().BeTrue();

        // Not before: a step that takes a second is followed by a pause of three, which nobody would end here.
        (await _store.Pruned.WaitAsync(TimeSpan.FromSeconds(30))).Should().BeTrue();
        time.Advance(TimeSpan.FromSeconds(1));
        (await _store.Worked.WaitAsync(TimeSpan.FromSeconds(30))).Should().BeTrue();

        await upkeep.StopAsync(CancellationToken.None);
        _store.Should().BeEquivalentTo(new { ToPrune = 0, WrittenBack = 2 });
    }

    [Fact]
    public async Task ByAClockThatWasSetByMoreThanADayNothingIsDroppedUntilItIsSetRightOrADayIsOver()
    {
        var time = new SettableClock();
        using var upkeep = new HistoryUpkeep(_store, time, _log);
        await LookAsync(byAge: true);

        time.Set(TimeSpan.FromDays(400));
        await LookAsync(byAge: false);
        _log.Lines.Should().HaveCount(2).And.Contain(line => line.Contains("The clock went forward by 400.00:00:00"));
        time.Set(TimeSpan.FromDays(-400));
        await LookAsync(byAge: true);

        time.Set(TimeSpan.FromDays(2));
        time.Advance(TimeSpan.FromHours(23));
        await LookAsync(byAge: false);
        time.Advance(TimeSpan.FromHours(23));
        await LookAsync(byAge: false);
        time.Advance(TimeSpan.FromHours(2));
        await LookAsync(byAge: true);

        async Task LookAsync(bool byAge)
        {
            await upkeep.WorkAsync(prunes: true, CancellationToken.None);
            _store.ByAge.Should().Be(byAge);
        }
    }

    [Theory]
    [InlineData(400, "ahead of the newest message by 400.00:00:00")]
    [InlineData(-400, "behind the newest message by 400.00:00:00")]
    public async Task ByAClockThatIsFarFromTheNewestMessageAtTheStartNothingIsDroppedUntilItIsSetRightOrADayIsOver(int days, string told)
    {
        var time = new SettableClock();
        _store.NewestAt = (time.GetUtcNow() - TimeSpan.FromHours(20)).ToUnixTimeMilliseconds();
        (await IsTrustedAsync()).Should().BeTrue();
        _log.Lines.Should().BeEmpty();

        _store.NewestAt = (time.GetUtcNow() - TimeSpan.FromDays(days)).ToUnixTimeMilliseconds();
        (await IsTrustedAsync()).Should().BeFalse();
        _log.Lines.Should().HaveCount(2).And.Contain(line => line.Contains(told));

        using var upkeep = new HistoryUpkeep(_store, time, _log);
        time.Set(TimeSpan.FromDays(-days));
        await upkeep.WorkAsync(prunes: true, CancellationToken.None);
        _store.ByAge.Should().Be(true);
        time.Set(TimeSpan.FromDays(days));

        using var another = new HistoryUpkeep(_store, time, _log);
        await another.WorkAsync(prunes: true, CancellationToken.None);
        time.Advance(TimeSpan.FromHours(25));
        await another.WorkAsync(prunes: true, CancellationToken.None);
        _store.ByAge.Should().Be(true);

        async Task<bool?> IsTrustedAsync()
        {
            using var started = new HistoryUpkeep(_store, time, _log);
            await started.WorkAsync(prunes: true, CancellationToken.None);
            return _store.ByAge;
        }
    }

    [Fact]
    public async Task AClockThatGoesBackByMoreThanAMinuteIsNoticedHoweverSmallTheStepsAre()
    {
        var time = new SettableClock();
        using var upkeep = new HistoryUpkeep(_store, time, _log);

        foreach (var seconds in new[] { 25, 25, 25 })
        {
            _log.Lines.Should().BeEmpty();
            time.Set(TimeSpan.FromSeconds(-seconds));
            time.Advance(TimeSpan.FromHours(7));
            await upkeep.WorkAsync(prunes: true, CancellationToken.None);
        }

        _log.Lines.Should().ContainSingle().Which.Should().Contain("back by 00:01:15");
    }

    /// <summary>A clock that can be set, independently of the elapsed time.</summary>
    private sealed class SettableClock : FakeTimeProvider
    {
        private TimeSpan _set;

        public void Set(TimeSpan by) => _set += by;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _set;

        // The base derives it from GetUtcNow, whose offset must not count.
        public override long GetTimestamp() => base.GetTimestamp() - _set.Ticks;
    }

    private sealed class FakeUpkeep : IHistoryUpkeep
    {
        public int ToIndex { get; set; }

        public int ToPrune { get; set; }

        public int WrittenBack { get; private set; }

        public string? Fault { get; set; }

        public SemaphoreSlim Worked { get; } = new(0);

        /// <summary>Released when a round has dropped all that was due.</summary>
        public SemaphoreSlim Pruned { get; } = new(0);

        public Action? Indexing { get; set; }

        public long Unindexed => ToIndex;

        public long? NewestAt { get; set; }

        public int Step { get; set; } = 1;

        public bool IndexSome()
        {
            if (Fault is not null)
            {
                throw new StoreException(Fault);
            }

            if (ToIndex == 0)
            {
                return false;
            }

            Indexing?.Invoke();
            ToIndex -= Step;
            return true;
        }

        /// <summary>Whether the last call could delete messages by their age.</summary>
        public bool? ByAge { get; private set; }

        public bool PruneSome(DateTimeOffset now, bool byAge)
        {
            ByAge = byAge;
            if (ToPrune == 0)
            {
                Pruned.Release();
                return false;
            }

            ToPrune--;
            return true;
        }

        public void WriteBack()
        {
            WrittenBack++;
            Worked.Release();
        }
    }

    private sealed class LogList : ILogger<HistoryUpkeep>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
