using LanTalk.Protocol.Text;
using LanTalk.Server.Sessions;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Server.Tests.Sessions;

public sealed class RateLimiterTests
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void AsManyAsTheLimitAreAllowedThenAsManyRefusedThenItIsEnough()
    {
        var limiter = new RateLimiter(new RateLimit(3, Window), _time);

        Check(limiter, 7).Should().Equal(
            RateDecision.Allowed, RateDecision.Allowed, RateDecision.Allowed,
            RateDecision.Refused, RateDecision.Refused, RateDecision.Refused, RateDecision.Exceeded);
    }

    [Fact]
    public void TheWindowSlides()
    {
        var limiter = new RateLimiter(new RateLimit(2, Window), _time);
        limiter.Check();
        _time.Advance(TimeSpan.FromSeconds(3));
        limiter.Check();
        _time.Advance(TimeSpan.FromSeconds(2));

        Check(limiter, 2).Should().Equal(RateDecision.Allowed, RateDecision.Refused);
    }

    [Fact]
    public void AWindowWithoutARefusalForgives()
    {
        var limiter = new RateLimiter(new RateLimit(1, Window), _time);
        Check(limiter, 2).Should().Equal(RateDecision.Allowed, RateDecision.Refused);
        _time.Advance(Window);

        Check(limiter, 3).Should().Equal(RateDecision.Allowed, RateDecision.Refused, RateDecision.Exceeded);
    }

    [Fact]
    public void WithoutALimitEverythingIsAllowed()
    {
        Check(new RateLimiter(null, _time), 100).Should().AllBeEquivalentTo(RateDecision.Allowed);
    }

    private static List<RateDecision> Check(RateLimiter limiter, int times) => [.. Enumerable.Range(0, times).Select(_ => limiter.Check())];
}
