using System.Net;
using LanTalk.Protocol.Security;
using LanTalk.Server.Chat;
using LanTalk.Server.Sessions;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Server.Tests.Chat;

/// <summary>Users who log in with a new key and name each time, and leave at once.</summary>
public sealed class PassersByTests
{
    [Fact]
    public async Task OnlyAFewOfOneAddressAreWaitedFor()
    {
        await using var server = TestServer.Start(options => options with { MaxPerAddress = 0 });
        for (var i = 0; i < 40; i++)
        {
            await PassByAsync(server, $"n{i}");
        }

        server.Get<SessionRegistry>().Count.Should().Be(AwaitedUsers.MaxUnsettled);
        server.Get<SessionRegistry>().Find("n39").Should().NotBeNull();
        server.Get<SessionRegistry>().Find("n0").Should().BeNull();
    }

    [Fact]
    public async Task WhoHasSettledIsWaitedForHoweverManyPassBy()
    {
        await using var server = TestServer.Start(options => options with { MaxPerAddress = 0 });
        await PassByAsync(server, "Bob", stay: TimeSpan.FromMinutes(1));
        for (var i = 0; i < 40; i++)
        {
            await PassByAsync(server, $"n{i}");
        }

        server.Get<SessionRegistry>().Find("Bob").Should().NotBeNull();
    }

    [Fact]
    public async Task UsersWhoAreWaitedForCountAmongThoseThatTheServerTakes()
    {
        await using var server = TestServer.Start(options => options with { MaxSessions = 10 });
        for (var i = 0; i < 40; i++)
        {
            await PassByAsync(server, $"n{i}", IPAddress.Parse($"10.0.0.{i}"));
        }

        server.Get<SessionRegistry>().Count.Should().Be(10);
    }

    [Fact]
    public void AnAddressClaimsOnlySoManyNamesADay()
    {
        var time = new FakeTimeProvider();
        var quota = new ClaimQuota(time);
        Enumerable.Range(0, ClaimQuota.PerDay).Should().OnlyContain(i => quota.TryTake(IPAddress.Parse($"2001:db8::{i}")));

        quota.TryTake(IPAddress.Parse("2001:db8::ffff")).Should().BeFalse();
        quota.TryTake(IPAddress.Parse("2001:db8:0:1::1")).Should().BeTrue();
        time.Advance(TimeSpan.FromDays(1));
        quota.TryTake(IPAddress.Parse("2001:db8::ffff")).Should().BeTrue();
    }

    private static async Task PassByAsync(TestServer server, string name, IPAddress? address = null, TimeSpan stay = default)
    {
        using var key = UserKey.Create();
        using var client = await server.JoinAsync(name, key, address);
        server.Time.Advance(stay);
        await client.CompleteAsync();
        await client.ReadToEndAsync();
    }
}
