using LanTalk.Client.Delivery;
using LanTalk.Client.Events;
using LanTalk.Client.Rooms;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Client.Tests.Delivery;

public sealed class PatienceTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly Outbox _outbox = new();
    private readonly WantedRooms _wanted = new();
    private Patience _patience = null!;

    public ValueTask InitializeAsync()
    {
        _patience = new Patience(_outbox, _wanted, Limit, _time);
        return default;
    }

    public ValueTask DisposeAsync() => _patience.DisposeAsync();

    [Fact]
    public void AServerThatDoesNotLetTheClientCatchUpIsGivenUp()
    {
        _time.Advance(Limit - Moment);
        IsExhausted.Should().BeFalse();

        _time.Advance(Moment);

        IsExhausted.Should().BeTrue();
    }

    [Fact]
    public void WhileNothingIsAskedOfItAServerMayBeSilent()
    {
        _patience.CaughtUp();

        _time.Advance(Limit * 10);

        IsExhausted.Should().BeFalse();
    }

    [Fact]
    public async Task AServerThatTakesNothingIsGivenUpFromWhenItWasSent()
    {
        _patience.CaughtUp();
        _time.Advance(Limit * 10);
        await SayAsync("one");

        _time.Advance(Limit - Moment);
        IsExhausted.Should().BeFalse();
        _time.Advance(Moment);

        IsExhausted.Should().BeTrue();
    }

    [Fact]
    public async Task EachAnswerBeginsTheWaitAnew()
    {
        _patience.CaughtUp();
        var one = await SayAsync("one");
        await SayAsync("two");
        _time.Advance(Limit - Moment);
        _outbox.Settle(one.Nonce);

        _time.Advance(Limit - Moment);
        IsExhausted.Should().BeFalse();
        _time.Advance(Moment);

        IsExhausted.Should().BeTrue();
    }

    [Fact]
    public async Task WhatTheClientGivesUpByItselfIsNoAnswer()
    {
        _patience.CaughtUp();
        var one = await SayAsync("one");
        await SayAsync("two");
        _time.Advance(Limit - Moment);
        _outbox.Settle(one.Nonce, isAnswered: false);

        _time.Advance(Moment);

        IsExhausted.Should().BeTrue();
    }

    [Fact]
    public async Task AnotherConnectionIsNoAnswer()
    {
        _patience.CaughtUp();
        await SayAsync("one");
        for (var i = 0; i < 10; i++)
        {
            IsExhausted.Should().BeFalse();
            _time.Advance(Limit / 10);
            _patience.Lost();
            _outbox.Break();
            _patience.Begin(TimeSpan.Zero);
            _patience.Heard();
            _patience.CaughtUp();
        }

        IsExhausted.Should().BeTrue();
    }

    [Fact]
    public void WhatWasMissedMayTakeAsLongAsItComes()
    {
        for (var i = 0; i < 10; i++)
        {
            _time.Advance(Limit - Moment);
            _patience.Heard();
        }

        IsExhausted.Should().BeFalse();
        _time.Advance(Limit);
        IsExhausted.Should().BeTrue();
    }

    [Fact]
    public async Task ARoomThatIsNotOpenedIsWaitedForLikeAnythingElse()
    {
        _patience.CaughtUp();
        var joining = _wanted.Add("ops");
        _time.Advance(Limit - Moment);
        _wanted.Finish("ops", isThere: true);
        (await joining).Should().BeTrue();
        _time.Advance(Limit);
        IsExhausted.Should().BeFalse();

        _ = _wanted.Add("dev");
        _time.Advance(Limit);

        IsExhausted.Should().BeTrue();
    }

    [Fact]
    public async Task ThePauseThatTheRateLimitAsksForIsNoSilenceUpToAMinute()
    {
        _patience.Begin(TimeSpan.FromDays(1));
        _patience.CaughtUp();
        var one = await SayAsync("one");
        await SayAsync("two");
        _outbox.Take(_outbox.Connection, _outbox.FindNext(_outbox.Connection)!);
        _outbox.Settle(one.Nonce);

        _time.Advance(Limit + TimeSpan.FromMinutes(1) - Moment);
        IsExhausted.Should().BeFalse();
        _time.Advance(Moment);

        IsExhausted.Should().BeTrue();
    }

    [Fact]
    public async Task WhatWasSentIsNotWaitingForTheRateLimit()
    {
        _patience.Begin(TimeSpan.FromMinutes(1));
        _patience.CaughtUp();
        await SayAsync("one");
        _outbox.Take(_outbox.Connection, _outbox.FindNext(_outbox.Connection)!);

        _time.Advance(Limit);

        IsExhausted.Should().BeTrue();
    }

    [Fact]
    public async Task AReaderThatIsBusyIsNoSilenceOfTheServer()
    {
        _patience.CaughtUp();
        await SayAsync("one");
        _time.Advance(Limit / 2);
        using (_patience.Hold())
        {
            _time.Advance(Limit * 10);
        }

        _time.Advance((Limit / 2) - Moment);
        IsExhausted.Should().BeFalse();
        _time.Advance(Moment);

        IsExhausted.Should().BeTrue();
    }

    [Fact]
    public async Task WithoutALimitItNeverEnds()
    {
        await using var endless = new Patience(_outbox, _wanted, null, _time);
        await SayAsync("one");

        _time.Advance(TimeSpan.FromDays(100));

        endless.Exhausted.IsCancellationRequested.Should().BeFalse();
    }

    private bool IsExhausted => _patience.Exhausted.IsCancellationRequested;

    private async Task<Outgoing> SayAsync(string text)
    {
        var said = Outgoing.Say(text, null);
        await _outbox.AddAsync(said, CancellationToken.None);
        return said;
    }
}
