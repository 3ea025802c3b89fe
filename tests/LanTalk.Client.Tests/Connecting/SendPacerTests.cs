using LanTalk.Client.Connecting;
using LanTalk.Protocol.Text;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Client.Tests.Connecting;

public sealed class SendPacerTests
{
    private static readonly RateLimit Limit = new(3, TimeSpan.FromSeconds(5));

    private readonly FakeTimeProvider _time = new();
    private int _pings;

    [Fact]
    public async Task AsManyAsTheLimitGoAtOnce()
    {
        var pacer = Pacer(Limit);

        await SendAsync(pacer, 3);

        _pings.Should().Be(0);
    }

    [Fact]
    public async Task OneMoreWaitsForAProofAndThenForAWholeWindow()
    {
        var pacer = Pacer(Limit);
        await SendAsync(pacer, 3);
        var fourth = pacer.WaitForTurnAsync(CancellationToken.None);
        _time.Advance(TimeSpan.FromHours(1));
        fourth.IsCompleted.Should().BeFalse("nothing proves yet that the server has counted the three");
        _pings.Should().Be(1);

        pacer.Handled();
        _time.Advance(TimeSpan.FromSeconds(4.9));
        fourth.IsCompleted.Should().BeFalse("the window is not over");

        await UntilAsync(fourth);
    }

    [Fact]
    public async Task WithoutALimitNobodyWaits()
    {
        await SendAsync(Pacer(null), 1000);

        _pings.Should().Be(0);
    }

    [Fact]
    public async Task WhatAFormerConnectionHasSpentStillCounts()
    {
        var former = Pacer(Limit);
        await SendAsync(former, 2);
        former.Spent.Should().Be(2);

        var pacer = Pacer(Limit);
        pacer.Inherit(former.Spent);
        await SendAsync(pacer, 1);
        var next = pacer.WaitForTurnAsync(CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(4.9));
        next.IsCompleted.Should().BeFalse();

        await UntilAsync(next);
    }

    [Fact]
    public async Task EverythingIsHandledWhenThePingAfterItIsAnswered()
    {
        var pacer = Pacer(Limit);
        await SendAsync(pacer, 2);
        var handled = pacer.WaitUntilHandledAsync(CancellationToken.None);
        handled.IsCompleted.Should().BeFalse();

        pacer.Handled();

        await handled.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task APingThatKeepsAliveProvesNothing()
    {
        var pacer = Pacer(Limit);
        await SendAsync(pacer, 3);
        await pacer.PingAsync(provesMessages: false, CancellationToken.None);
        pacer.Handled();
        _time.Advance(TimeSpan.FromHours(1));

        pacer.WaitForTurnAsync(CancellationToken.None).IsCompleted.Should().BeFalse();
    }

    [Fact]
    public async Task TheEndOfTheConnectionEndsTheWaiting()
    {
        var pacer = Pacer(Limit);
        var handled = pacer.WaitUntilHandledAsync(CancellationToken.None);

        pacer.Abandon();

        await FluentActions.Awaiting(() => handled).Should().ThrowAsync<IOException>();
        await FluentActions.Awaiting(() => pacer.WaitUntilHandledAsync(CancellationToken.None)).Should().ThrowAsync<IOException>();
    }

    [Fact]
    public void AnAnswerThatNobodyAskedForIsNoProof()
    {
        var pacer = Pacer(Limit);

        pacer.Handled();

        pacer.WaitForTurnAsync(CancellationToken.None).IsCompleted.Should().BeTrue();
    }

    [Fact]
    public async Task TheFirstAnswerSaysNothingOfTheWay()
    {
        var pacer = Pacer(Limit);
        await pacer.PingAsync(provesMessages: false, CancellationToken.None);
        _time.Advance(TimeSpan.FromMilliseconds(300));
        pacer.Handled();
        pacer.RoundTrip.Should().BeNull("the server told much before it");

        await pacer.PingAsync(provesMessages: false, CancellationToken.None);
        _time.Advance(TimeSpan.FromMilliseconds(2));
        pacer.Handled();

        pacer.RoundTrip.Should().Be(TimeSpan.FromMilliseconds(2));
    }

    private SendPacer Pacer(RateLimit? limit) => new(limit, _time, _ =>
    {
        _pings++;
        return Task.CompletedTask;
    });

    private static async Task SendAsync(SendPacer pacer, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await pacer.WaitForTurnAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    /// <summary>Lets time pass until a task is over. It sets its timer on another thread, so that one step of time may come too early.</summary>
    private async Task UntilAsync(Task task)
    {
        for (var i = 0; i < 100_000 && !task.IsCompleted; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        await task.WaitAsync(TimeSpan.FromSeconds(30));
    }
}
