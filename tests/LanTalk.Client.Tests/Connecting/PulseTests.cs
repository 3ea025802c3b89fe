using LanTalk.Client.Connecting;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Client.Tests.Connecting;

public sealed class PulseTests
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void APingIsDueAtAThirdOfTheSilenceThatIsAllowed()
    {
        var pulse = Pulse();

        Looks(pulse, 12).Should().Equal(
            PulseNeed.Nothing, PulseNeed.Nothing, PulseNeed.Nothing, PulseNeed.Ping, PulseNeed.Nothing, PulseNeed.Nothing, PulseNeed.Nothing, PulseNeed.Ping,
            PulseNeed.Nothing, PulseNeed.Nothing, PulseNeed.Nothing, PulseNeed.Break);
    }

    [Fact]
    public void WhatIsHeardBeginsANewSilence()
    {
        var pulse = Pulse();
        Looks(pulse, 11);

        pulse.Heard();
        pulse.Listen();

        Looks(pulse, 11).Should().NotContain(PulseNeed.Break);
        Looks(pulse, 1).Should().Equal(PulseNeed.Break);
    }

    [Fact]
    public void WhoDoesNotListenHearsNothingAndThatIsNoSilence()
    {
        var pulse = Pulse();
        pulse.Heard();

        Looks(pulse, 100).Should().Contain(PulseNeed.Ping).And.NotContain(PulseNeed.Break);
    }

    [Fact]
    public void AnOlderServerThatAnswersNoPingIsNotTakenForDead()
    {
        var pulse = new Pulse(Idle, mayBreak: false, _time);
        pulse.Listen();

        Looks(pulse, 100).Should().Contain(PulseNeed.Ping).And.NotContain(PulseNeed.Break);
    }

    [Fact]
    public void AfterASleepItAsksAtOnceAndWaitsForAMomentOnly()
    {
        var pulse = Pulse();
        _time.Advance(TimeSpan.FromHours(8));

        pulse.Look().Should().Be(PulseNeed.Ping);
        Looks(pulse, 1).Should().Equal(PulseNeed.Nothing);
        Looks(pulse, 1).Should().Equal(PulseNeed.Break);
    }

    [Fact]
    public void AfterASleepWithAnAnswerAllIsAsBefore()
    {
        var pulse = Pulse();
        _time.Advance(TimeSpan.FromHours(8));
        pulse.Look();

        pulse.Heard();
        pulse.Listen();

        Looks(pulse, 11).Should().NotContain(PulseNeed.Break);
    }

    [Fact]
    public void TheSleepOfTheMachineIsSeenByTheWallClockToo()
    {
        // While the machine sleeps, the monotonic clock stands still.
        var clock = new StandingClock();
        var pulse = new Pulse(Idle, mayBreak: true, clock);
        pulse.Listen();
        pulse.Look().Should().Be(PulseNeed.Nothing);

        clock.Wall += TimeSpan.FromHours(8);

        pulse.Look().Should().Be(PulseNeed.Ping);
    }

    private Pulse Pulse()
    {
        var pulse = new Pulse(Idle, mayBreak: true, _time);
        pulse.Listen();
        return pulse;
    }

    private List<PulseNeed> Looks(Pulse pulse, int count)
    {
        var needs = new List<PulseNeed>();
        for (var i = 0; i < count; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(2.5));
            needs.Add(pulse.Look());
        }

        return needs;
    }

    private sealed class StandingClock : TimeProvider
    {
        public DateTimeOffset Wall { get; set; } = DateTimeOffset.UnixEpoch;

        public override long GetTimestamp() => 0;

        public override DateTimeOffset GetUtcNow() => Wall;
    }
}
