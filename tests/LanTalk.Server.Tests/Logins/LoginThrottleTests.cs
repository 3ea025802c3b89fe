using System.Net;
using LanTalk.Server.Logins;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Server.Tests.Logins;

public sealed class LoginThrottleTests
{
    private static readonly IPAddress Address = IPAddress.Parse("192.168.1.10");

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task AfterTheAttemptsEachOneMoreTakesTwiceAsLong()
    {
        var throttle = new LoginThrottle(2, _time);
        await FailAsync(throttle, Address);
        await FailAsync(throttle, Address);

        foreach (var seconds in new[] { 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300 })
        {
            (await WaitAsync(throttle, Address)).Should().Be(TimeSpan.FromSeconds(seconds));
            _time.Advance(TimeSpan.FromSeconds(seconds));
            await FailAsync(throttle, Address);
        }
    }

    [Fact]
    public async Task ARightPasswordGivesAllAttemptsBack()
    {
        var throttle = new LoginThrottle(2, _time);
        await FailAsync(throttle, Address);
        (await BeginAsync(throttle, Address)).Succeeded();

        await FailAsync(throttle, Address);

        (await WaitAsync(throttle, Address)).Should().Be(TimeSpan.Zero);
    }

    [Fact]
    public async Task OnlyWrongPasswordsCount()
    {
        var throttle = new LoginThrottle(1, _time);
        for (var i = 0; i < 10; i++)
        {
            (await BeginAsync(throttle, Address)).Dispose();
        }

        (await WaitAsync(throttle, Address)).Should().Be(TimeSpan.Zero);
    }

    [Fact]
    public async Task AsManyAsAreLeftAreUnderWayAndTheOthersWaitForThem()
    {
        var throttle = new LoginThrottle(3, _time);
        await FailAsync(throttle, Address);
        var (one, two) = (await BeginAsync(throttle, Address), await BeginAsync(throttle, Address));
        var three = throttle.BeginAsync(Address).AsTask();
        three.IsCompleted.Should().BeFalse();

        one.Succeeded();

        (await three).Attempt.Should().NotBeNull();
        two.Dispose();
    }

    [Fact]
    public async Task ManyAtOnceGuessNoMoreThanOneAfterAnother()
    {
        var throttle = new LoginThrottle(5, _time);
        var guesses = Enumerable.Range(0, 200).Select(_ => throttle.BeginAsync(Address).AsTask()).ToList();
        var tried = 0;
        while (guesses.Count > 0)
        {
            var guess = await Task.WhenAny(guesses);
            guesses.Remove(guess);
            if ((await guess).Attempt is { } attempt)
            {
                tried++;
                attempt.Failed();
            }
        }

        tried.Should().Be(5);
        (await WaitAsync(throttle, Address)).Should().Be(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task ManyRightOnesAtOnceAreAllLetIn()
    {
        var throttle = new LoginThrottle(5, _time);
        var logins = Enumerable.Range(0, 200).Select(_ => throttle.BeginAsync(Address).AsTask()).ToList();
        while (logins.Count > 0)
        {
            var login = await Task.WhenAny(logins);
            logins.Remove(login);
            (await login).Attempt!.Succeeded();
        }
    }

    [Fact]
    public async Task AKnownKeyIsNotHeldUpByItsAddress()
    {
        var throttle = new LoginThrottle(1, _time);
        await FailAsync(throttle, Address);

        (await throttle.BeginAsync(Address, "key:bob")).Attempt!.Failed();

        (await throttle.BeginAsync(Address, "key:bob")).Wait.Should().Be(TimeSpan.FromSeconds(1));
        (await throttle.BeginAsync(Address, "key:carol")).Attempt!.Rank.Should().Be(CheckRank.KnownKey);
    }

    [Fact]
    public async Task NoMoreThanSoManyWaitButForKnownKeys()
    {
        var throttle = new LoginThrottle(1, _time);
        for (var i = 0; i < LoginThrottle.MaxPresent; i++)
        {
            _ = throttle.BeginAsync(Address).AsTask();
        }

        (await throttle.BeginAsync(IPAddress.Parse("192.168.1.11"))).Should().Be((null, TimeSpan.Zero));
        (await throttle.BeginAsync(Address, "key:bob")).Attempt.Should().NotBeNull();
    }

    [Fact]
    public async Task QuietForAWhileIsForgotten()
    {
        var throttle = new LoginThrottle(1, _time);
        await FailAsync(throttle, Address);
        _time.Advance(TimeSpan.FromMinutes(15.1));

        await FailAsync(throttle, Address);

        (await WaitAsync(throttle, Address)).Should().Be(TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData("192.168.1.10", "192.168.1.11", false)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("fd00:1:2:3::1", "fd00:1:2:3::2", true)]
    [InlineData("fe80::1", "fe80::2", false)] // everybody on the LAN
    public async Task AGuesserHoldsUpWhoIsOwnerOfOneWithIt(string guesser, string other, bool isOne)
    {
        var throttle = new LoginThrottle(1, _time);
        await FailAsync(throttle, IPAddress.Parse(guesser));

        (await WaitAsync(throttle, IPAddress.Parse(other)) > TimeSpan.Zero).Should().Be(isOne);
    }

    [Fact]
    public async Task SoManyAddressesDoNotFillTheMemoryAndTheLatestAreRemembered()
    {
        var throttle = new LoginThrottle(1, _time);
        for (var i = 0; i < 20_000; i++)
        {
            await FailAsync(throttle, new IPAddress([10, 0, (byte)(i >> 8), (byte)i]));
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        (await WaitAsync(throttle, new IPAddress([10, 0, 0, 0]))).Should().Be(TimeSpan.Zero);
        (await WaitAsync(throttle, new IPAddress([10, 0, 19_999 >> 8, 19_999 & 0xff]))).Should().BePositive();
    }

    [Fact]
    public async Task WithoutALimitNobodyWaits()
    {
        var throttle = new LoginThrottle(0, _time);
        for (var i = 0; i < 100; i++)
        {
            await FailAsync(throttle, Address);
        }

        (await WaitAsync(throttle, Address)).Should().Be(TimeSpan.Zero);
    }

    private static async Task<LoginAttempt> BeginAsync(LoginThrottle throttle, IPAddress address) => (await throttle.BeginAsync(address)).Attempt!;

    private static async Task FailAsync(LoginThrottle throttle, IPAddress address) => (await BeginAsync(throttle, address)).Failed();

    private static async Task<TimeSpan> WaitAsync(LoginThrottle throttle, IPAddress address)
    {
        var (attempt, wait) = await throttle.BeginAsync(address);
        attempt?.Dispose();
        return wait;
    }
}
