using System.Net;
using LanTalk.Server.Connections;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Server.Tests.Connections;

public sealed class DeadlineWheelTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly DeadlineWheel _wheel;

    public DeadlineWheelTests() => _wheel = new DeadlineWheel(_time);

    [Fact]
    public void ANewConnectionIsDueInTheNextSecond()
    {
        var entry = Add();

        _wheel.TakeDue().Should().BeEmpty();
        Pass(1);

        _wheel.TakeDue().Should().Equal(entry);
        _wheel.TakeDue().Should().BeEmpty();
    }

    [Fact]
    public void WhatIsFiledIsDueThenAndNotBefore()
    {
        var entry = AddTaken();
        _wheel.File(entry, TimeSpan.FromSeconds(300));

        for (var second = 1; second < 300; second++)
        {
            Pass(1);
            _wheel.TakeDue().Should().BeEmpty();
        }

        Pass(1);
        _wheel.TakeDue().Should().Equal(entry);
    }

    [Fact]
    public void ADeadlineBeyondTheWheelIsTakenOutEarlyAndFiledAgain()
    {
        var entry = AddTaken();
        var due = _time.GetUtcNow() + TimeSpan.FromHours(1);
        _wheel.File(entry, TimeSpan.FromHours(1));
        var looks = 0;

        while (_time.GetUtcNow() < due)
        {
            Pass(1);
            foreach (var taken in _wheel.TakeDue().ToList())
            {
                looks++;
                _wheel.File(taken, due - _time.GetUtcNow());
            }
        }

        looks.Should().BeInRange(2, 10);
    }

    [Fact]
    public void ADeadlineThatIsOverIsNotDueAgainInTheSameSecond()
    {
        var entry = AddTaken();

        _wheel.File(entry, TimeSpan.FromSeconds(-5));

        _wheel.TakeDue().Should().BeEmpty();
        Pass(1);
        _wheel.TakeDue().Should().Equal(entry);
    }

    [Fact]
    public void AfterALongPauseEverythingIsDueOnce()
    {
        var entries = Enumerable.Range(0, 2000).Select(_ => Add()).ToHashSet();
        Pass(1);
        var seconds = 0;
        foreach (var entry in _wheel.TakeDue().ToList())
        {
            _wheel.File(entry, TimeSpan.FromSeconds(seconds++));
        }

        _time.Advance(TimeSpan.FromDays(3));

        _wheel.TakeDue().ToList().Should().HaveCount(2000).And.OnlyContain(entry => entries.Remove(entry));
        _wheel.TakeDue().Should().BeEmpty();
    }

    [Fact]
    public void WhoStallsIsListedOnceUntilItIsTaken()
    {
        var entry = Add();
        entry.Stall();
        entry.Stall();

        _wheel.TakeStalled().Should().Equal(entry);
        _wheel.TakeStalled().Should().BeEmpty();
        entry.Stall();
        _wheel.TakeStalled().Should().Equal(entry);
    }

    [Fact]
    public void WhoIsFoundStalledAgainWaitsForTheNextTime()
    {
        var entry = Add();
        entry.Stall();
        var looks = 0;

        foreach (var stalled in _wheel.TakeStalled())
        {
            looks++;
            stalled.Stall();
        }

        looks.Should().Be(1);
        _wheel.TakeStalled().Should().Equal(entry);
    }

    [Fact]
    public void WhatIsGoneHoldsNothing()
    {
        var entry = Add();

        entry.Remove();
        Pass(1);

        _wheel.TakeDue().Should().ContainSingle().Which.Connection.Should().BeNull();
    }

    private void Pass(int seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));

    private DeadlineEntry Add() => _wheel.Add(new ChatConnection(new DefaultConnectionContext(), IPAddress.Loopback, 0));

    private DeadlineEntry AddTaken()
    {
        var entry = Add();
        Pass(1);
        _wheel.TakeDue().Should().Equal(entry);
        return entry;
    }
}
