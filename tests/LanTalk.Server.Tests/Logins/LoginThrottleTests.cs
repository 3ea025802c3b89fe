using System.Net;
using LanTalk.Server.Logins;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Server.Tests.Logins;

public sealed class LoginThrottleTests
{
    private static readonly IPAddress Address = IPAddress.Parse("192.168.1.10");

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void AfterTheAttemptsEachOneMoreTakesTwiceAsLong()
    {
        var throttle = new LoginThrottle(2, _time);
        throttle.TryBegin(Address).Should().BeNull();
        throttle.TryBegin(Address).Should().BeNull();

        foreach (var seconds in new[] { 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300 })
        {
            throttle.TryBegin(Address).Should().Be(TimeSpan.FromSeconds(seconds));
            _time.Advance(TimeSpan.FromSeconds(seconds));
            throttle.TryBegin(Address).Should().BeNull();
        }
    }

    [Fact]
    public void ARightPasswordGivesAllAttemptsBack()
    {
        var throttle = new LoginThrottle(1, _time);
        throttle.TryBegin(Address);
        throttle.TryBegin(Address).Should().NotBeNull();

        throttle.Succeeded(Address);

        throttle.TryBegin(Address).Should().BeNull();
    }

    [Fact]
    public void QuietForAWhileIsForgotten()
    {
        var throttle = new LoginThrottle(1, _time);
        throttle.TryBegin(Address);
        _time.Advance(TimeSpan.FromMinutes(15.1));

        throttle.TryBegin(Address).Should().BeNull();
        throttle.TryBegin(Address).Should().Be(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void AnotherAddressIsNotHeldUp()
    {
        var throttle = new LoginThrottle(1, _time);
        throttle.TryBegin(Address);

        throttle.TryBegin(IPAddress.Parse("192.168.1.11")).Should().BeNull();
    }

    [Fact]
    public void ANetworkOfIPv6CountsAsOneAddress()
    {
        var throttle = new LoginThrottle(1, _time);
        throttle.TryBegin(IPAddress.Parse("2001:db8:1:2::1"));

        throttle.TryBegin(IPAddress.Parse("2001:db8:1:2:ffff::9")).Should().NotBeNull();
        throttle.TryBegin(IPAddress.Parse("2001:db8:1:3::1")).Should().BeNull();
    }

    [Fact]
    public void SoManyAddressesDoNotFillTheMemoryAndTheLatestAreRemembered()
    {
        var throttle = new LoginThrottle(1, _time);
        for (var i = 0; i < 20_000; i++)
        {
            throttle.TryBegin(new IPAddress([10, 0, (byte)(i >> 8), (byte)i]));
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        throttle.TryBegin(new IPAddress([10, 0, 0, 0])).Should().BeNull();
        throttle.TryBegin(new IPAddress([10, 0, 19_999 >> 8, 19_999 & 0xff])).Should().NotBeNull();
    }
}
