using LanTalk.Server.History;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Server.Tests.History;

public sealed class HistoryUpkeepTests
{
    private readonly FakeUpkeep _store = new() { ToIndex = 3, ToPrune = 2 };
    private readonly LogList _log = new();

    [Fact]
    public void ARoundIndexesAllAndDropsAllThatIsDue()
    {
        using var upkeep = new HistoryUpkeep(_store, new FakeTimeProvider(), _log);

        upkeep.Work(prunes: false, CancellationToken.None);
        _store.Should().BeEquivalentTo(new { ToIndex = 0, ToPrune = 2, WrittenBack = 1 });

        upkeep.Work(prunes: true, CancellationToken.None);
        _store.Should().BeEquivalentTo(new { ToIndex = 0, ToPrune = 0, WrittenBack = 2 });
    }

    [Fact]
    public void AFaultIsToldOnceUntilItHasGone()
    {
        using var upkeep = new HistoryUpkeep(_store, new FakeTimeProvider(), _log);
        _store.Fault = "the disk is full";

        upkeep.Work(prunes: true, CancellationToken.None);
        upkeep.Work(prunes: true, CancellationToken.None);
        _log.Lines.Should().ContainSingle().Which.Should().Contain("the disk is full");

        _store.Fault = null;
        upkeep.Work(prunes: true, CancellationToken.None);
        _store.ToPrune.Should().Be(0);
        _store.Fault = "the disk is full";
        upkeep.Work(prunes: true, CancellationToken.None);
        _log.Lines.Should().HaveCount(2);
    }

    [Fact]
    public void WhatAFloodSaysIsIndexedWhenItIsOver()
    {
        using var upkeep = new HistoryUpkeep(_store, new FakeTimeProvider(), _log);
        _store.ToIndex = 6_000;
        upkeep.Work(prunes: false, CancellationToken.None);
        _store.ToIndex.Should().Be(6_000);

        _store.ToIndex += 6_000;
        upkeep.Work(prunes: false, CancellationToken.None);
        _store.ToIndex.Should().Be(12_000);

        _store.ToIndex += 100;
        upkeep.Work(prunes: false, CancellationToken.None);
        _store.ToIndex.Should().Be(0);
    }

    [Fact]
    public void AFloodDoesNotLeaveTheIndexBehindForEver()
    {
        using var upkeep = new HistoryUpkeep(_store, new FakeTimeProvider(), _log);
        _store.ToIndex = 10_000_000;

        upkeep.Work(prunes: false, CancellationToken.None);

        _store.ToIndex.Should().Be(0);
    }

    [Fact]
    public void IndexingLooksUpOnceASecondWhetherAFloodHasBegun()
    {
        var time = new FakeTimeProvider();
        using var upkeep = new HistoryUpkeep(_store, time, _log);
        _store.ToIndex = 4_000;
        _store.Indexing = () => time.Advance(TimeSpan.FromMilliseconds(1));

        upkeep.Work(prunes: false, CancellationToken.None);

        _store.ToIndex.Should().Be(3_000);
    }

    [Fact]
    public async Task ItWorksAtOnceThenEverySecondUntilItIsTold()
    {
        var time = new FakeTimeProvider();
        using var upkeep = new HistoryUpkeep(_store, time, _log);
        await upkeep.StartAsync(CancellationToken.None);

        await _store.Worked.WaitAsync(TimeSpan.FromSeconds(10));
        time.Advance(TimeSpan.FromSeconds(1));
        await _store.Worked.WaitAsync(TimeSpan.FromSeconds(10));

        await upkeep.StopAsync(CancellationToken.None);
        _store.Should().BeEquivalentTo(new { ToPrune = 0, WrittenBack = 2 });
    }

    private sealed class FakeUpkeep : IHistoryUpkeep
    {
        public int ToIndex { get; set; }

        public int ToPrune { get; set; }

        public int WrittenBack { get; private set; }

        public string? Fault { get; set; }

        public SemaphoreSlim Worked { get; } = new(0);

        public Action? Indexing { get; set; }

        public long Unindexed => ToIndex;

        public bool IndexSome()
        {
            Indexing?.Invoke();
            return Fault is null ? ToIndex-- > 0 || (ToIndex = 0) > 0 : throw new StoreException(Fault);
        }

        public bool PruneSome(DateTimeOffset now) => ToPrune-- > 0 || (ToPrune = 0) > 0;

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
