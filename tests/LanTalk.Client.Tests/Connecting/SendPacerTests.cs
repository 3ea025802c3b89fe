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
        var fourth = pacer.WaitForTurnAsync(isQuery: false, CancellationToken.None);
        _time.Advance(TimeSpan.FromHours(1));
        fourth.IsCompleted.Should().BeFalse("nothing proves yet that the server has counted the three");
        _pings.Should().Be(1);

        pacer.Answered();
        _time.Advance(TimeSpan.FromSeconds(4.9));
        fourth.IsCompleted.Should().BeFalse("the window is not over");

        await UntilAsync(fourth);
    }

    [Theory]
    [InlineData(1.5)] // what a timer takes for "never"
    [InlineData(10_000)]
    public async Task AProcessThatIsStoppedBetweenTwoLooksAtTheClockSendsOn(double milliseconds)
    {
        var time = new JumpingTime();
        var pacer = new SendPacer(new SendLimits(Limit, null), time, _ => Task.CompletedTask) { TrustsWriting = true };
        await SendAsync(pacer, Limit.Count);
        time.Advance(Limit.Per - TimeSpan.FromTicks(1));
        time.JumpAfterNextLook(TimeSpan.FromMilliseconds(milliseconds));

        await SendAsync(pacer, 1);
    }

    [Fact]
    public async Task AnAnswerToAMessageProvesItAndThoseBeforeIt()
    {
        var pacer = Pacer(Limit);
        await SendAsync(pacer, 3, "a", "b", "c");

        pacer.Handled("b");
        _time.Advance(Limit.Per);

        pacer.Spent.Messages.Should().Be(1, "only the last one may not be handled yet");
        await SendAsync(pacer, 2);
        _pings.Should().Be(0);
    }

    [Fact]
    public async Task AUserWhoTypesLikeAPersonNeverWaits()
    {
        var pacer = Pacer(Limit);
        for (var i = 0; i < 50; i++)
        {
            await SendAsync(pacer, 1, $"{i}");
            pacer.Handled($"{i}");
            _time.Advance(TimeSpan.FromSeconds(2));
        }

        _pings.Should().Be(0);
    }

    [Fact]
    public async Task AnyPingProvesWhatWasWrittenBeforeIt()
    {
        var pacer = Pacer(Limit);
        await SendAsync(pacer, 2);
        var unwritten = await pacer.WaitForTurnAsync(isQuery: false, CancellationToken.None);
        unwritten.Begin(null);
        await pacer.PingAsync(CancellationToken.None);
        unwritten.End();

        pacer.Answered();
        _time.Advance(Limit.Per);

        pacer.Spent.Messages.Should().Be(1, "it may have gone out after the ping");
    }

    [Fact]
    public async Task WhatWasWrittenWhileAMessageWasBegunIsNotProvenByIt()
    {
        var pacer = Pacer(Limit);
        var first = await pacer.WaitForTurnAsync(isQuery: false, CancellationToken.None);
        first.Begin("a");
        await SendAsync(pacer, 1, "b");
        first.End();

        pacer.Handled("a");
        _time.Advance(Limit.Per);

        pacer.Spent.Messages.Should().Be(1);
    }

    [Fact]
    public async Task ATurnThatIsNotUsedIsGivenBack()
    {
        var pacer = Pacer(Limit);
        await SendAsync(pacer, 2);
        (await pacer.WaitForTurnAsync(isQuery: false, CancellationToken.None)).Dispose();

        await SendAsync(pacer, 1);

        pacer.Spent.Messages.Should().Be(3);
    }

    [Fact]
    public async Task QuestionsCountByThemselvesWhereTheyHaveALimit()
    {
        var pacer = new SendPacer(new SendLimits(Limit, Limit), _time, _ => Task.CompletedTask);
        await SendAsync(pacer, 3);

        var question = pacer.WaitForTurnAsync(isQuery: true, CancellationToken.None);

        question.IsCompleted.Should().BeTrue();
        pacer.Spent.Should().Be(new Spending(3, 1));
        var counted = Pacer(Limit);
        await SendAsync(counted, 3);
        counted.WaitForTurnAsync(isQuery: true, CancellationToken.None).IsCompleted.Should().BeFalse("they have none of their own there");
    }

    [Fact]
    public async Task WhereNothingIsAnsweredWhatIsWrittenCountsAsHandled()
    {
        var pacer = new SendPacer(new SendLimits(Limit, null), _time, _ => Task.CompletedTask) { TrustsWriting = true };
        await SendAsync(pacer, 3);
        _time.Advance(Limit.Per);

        await SendAsync(pacer, 3);
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
        former.Spent.Messages.Should().Be(2);

        var pacer = Pacer(Limit);
        pacer.Inherit(former.Spent);
        await SendAsync(pacer, 1);
        var next = pacer.WaitForTurnAsync(isQuery: false, CancellationToken.None);
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

        pacer.Answered();

        await handled.WaitAsync(TimeSpan.FromSeconds(30));
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

        pacer.Answered();
        pacer.Handled("nothing of ours");

        pacer.WaitForTurnAsync(isQuery: false, CancellationToken.None).IsCompleted.Should().BeTrue();
    }

    [Fact]
    public async Task TheFirstAnswerSaysNothingOfTheWay()
    {
        var pacer = Pacer(Limit);
        await pacer.PingAsync(CancellationToken.None);
        _time.Advance(TimeSpan.FromMilliseconds(300));
        pacer.Answered();
        pacer.RoundTrip.Should().BeNull("the server told much before it");

        await pacer.PingAsync(CancellationToken.None);
        _time.Advance(TimeSpan.FromMilliseconds(2));
        pacer.Answered();

        pacer.RoundTrip.Should().Be(TimeSpan.FromMilliseconds(2));
    }

    private SendPacer Pacer(RateLimit? limit) => new(new SendLimits(limit, null), _time, _ =>
    {
        _pings++;
        return Task.CompletedTask;
    });

    private static async Task SendAsync(SendPacer pacer, int count, params string[] nonces)
    {
        for (var i = 0; i < count; i++)
        {
            using var turn = await pacer.WaitForTurnAsync(isQuery: false, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
            turn.Begin(i < nonces.Length ? nonces[i] : null);
            turn.End();
        }
    }

    /// <summary>Advances the clock until a task is over. The task sets its timer on another thread, so a single step may come too early.</summary>
    private async Task UntilAsync(Task task)
    {
        for (var i = 0; i < 100_000 && !task.IsCompleted; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        await task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>A clock that moves on right after somebody has looked at it.</summary>
    private sealed class JumpingTime : FakeTimeProvider
    {
        private TimeSpan _jump;

        public void JumpAfterNextLook(TimeSpan by) => _jump = by;

        public override long GetTimestamp()
        {
            var now = base.GetTimestamp();
            (var jump, _jump) = (_jump, TimeSpan.Zero);
            Advance(jump);
            return now;
        }
    }
}
