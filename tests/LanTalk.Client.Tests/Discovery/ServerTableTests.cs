using System.Net;
using LanTalk.Client.Discovery;
using LanTalk.Protocol.Discovery;
using LanTalk.Protocol.Security;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Client.Tests.Discovery;

public sealed class ServerTableTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ServerTable _table;

    // By name.
    private readonly Dictionary<string, ServerStanding> _standings = [];

    public ServerTableTests() => _table = new ServerTable(
        _time, TimeSpan.FromSeconds(7), server => _standings.GetValueOrDefault(server.Announcement.Name, ServerStanding.Stranger));

    [Fact]
    public void AServerHeardAtTwoAddressesIsOneServer()
    {
        Hear("10.77.0.1", "a").Should().BeTrue();
        Hear("10.78.0.1", "a").Should().BeFalse();

        Changes().Should().Equal("Appeared a 10.77.0.1:5050");
        Changes().Should().BeEmpty();
    }

    [Fact]
    public void WhoCopiesAnIdDoesNotHideTheServerThatDrewIt()
    {
        var (alice, poser) = ($"{ServerFingerprint.Of("alice"u8)}", $"{ServerFingerprint.Of("poser"u8)}");
        Hear("10.77.0.66", "a", fingerprint: poser).Should().BeTrue();
        Hear("10.77.0.1", "a", fingerprint: alice).Should().BeTrue();

        Servers().Select(s => s.Announcement.Fingerprint).Should().Equal(poser, alice);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void ServersWithoutAnIdAreToldApartByTheirEndpoints(string? id)
    {
        Hear("10.77.0.1", id);
        Hear("10.77.0.1", id);
        Hear("10.77.0.1", id, port: 6000);
        Hear("10.77.0.2", id);

        Servers().Select(s => s.EndPoint.ToString()).Should().Equal("10.77.0.1:5050", "10.77.0.1:6000", "10.77.0.2:5050");
    }

    [Theory]
    [InlineData("127.0.0.1", "fe80::1%2")]
    [InlineData("127.0.0.1", "10.77.0.1")]
    [InlineData("169.254.9.9", "10.77.0.1")]
    [InlineData("fe80::1%2", "2001:db8::1")]
    public void AServerNotHandedOutYetTakesTheFartherValidAddress(string worse, string better)
    {
        Hear(worse, "a");
        Hear(better, "a");
        Hear(worse, "a");

        Servers().Should().ContainSingle().Which.EndPoint.Address.Should().Be(IPAddress.Parse(better));
    }

    [Fact]
    public void AServerHandedOutKeepsItsAddress()
    {
        Hear("127.0.0.1", "a");
        Changes();

        Hear("10.77.0.1", "a");

        Changes().Should().BeEmpty();
    }

    [Fact]
    public void AnotherAddressNeitherChangesAServerHandedOutNorKeepsItAlive()
    {
        Hear("10.77.0.1", "a");
        Changes();

        _time.Advance(TimeSpan.FromSeconds(6));
        Hear("10.77.0.66", "a", name: "forged");
        Changes().Should().BeEmpty();

        _time.Advance(TimeSpan.FromSeconds(1));
        Changes().Should().Equal("Gone a 10.77.0.1:5050");
    }

    [Fact]
    public void WhatAServerSaysAnewIsAChangeAndTheSameAgainIsNone()
    {
        Hear("10.77.0.1", "a", users: 1);
        Changes();

        Hear("10.77.0.1", "a", users: 1);
        Changes().Should().BeEmpty();

        Hear("10.77.0.1", "a", users: 2);
        Hear("10.77.0.1", "a", users: 3);
        Servers().Should().ContainSingle().Which.Announcement.Users.Should().Be(3);
    }

    [Fact]
    public void AServerIsGoneAfterSevenSecondsWithoutASignAndMayComeBack()
    {
        Hear("10.77.0.1", "a");
        Changes();

        _time.Advance(TimeSpan.FromSeconds(5));
        Hear("10.77.0.1", "a");
        _time.Advance(TimeSpan.FromMilliseconds(6999));
        Changes().Should().BeEmpty();

        _time.Advance(TimeSpan.FromMilliseconds(1));
        Changes().Should().Equal("Gone a 10.77.0.1:5050");
        Changes().Should().BeEmpty();

        Hear("10.77.0.1", "a");
        Changes().Should().Equal("Appeared a 10.77.0.1:5050");
    }

    [Fact]
    public void AServerStartedAnewTakesThePlaceOfTheOldOne()
    {
        Hear("10.77.0.1", "before");
        Changes();

        Hear("10.77.0.1", "after").Should().BeTrue();

        Changes().Should().Equal("Gone before 10.77.0.1:5050", "Appeared after 10.77.0.1:5050");
    }

    [Fact]
    public void AServerThatCameAndWentUnseenIsNotToldOf()
    {
        Hear("10.77.0.1", "a");
        _time.Advance(TimeSpan.FromSeconds(8));

        Changes().Should().BeEmpty();
    }

    [Fact]
    public void AFloodOfServersFillsTheTableAndNoMore()
    {
        Hear("10.77.0.1", "honest");
        for (var i = 0; i < 5000; i++)
        {
            Hear($"10.78.{i / 250}.{i % 250}", $"forged-{i}");
        }

        Servers().Should().HaveCount(ServerTable.Capacity).And.Contain(s => s.Announcement.Id == "honest");

        _time.Advance(TimeSpan.FromSeconds(7));
        Changes();
        Hear("10.77.0.2", "next").Should().BeTrue("the forged ones made room when they fell silent");
    }

    [Theory]
    [InlineData(ServerStanding.Expected)]
    [InlineData(ServerStanding.AtKnownAddress)]
    public void AServerThatIsExpectedHasAPlaceAmongAnyNumberOfStrangers(ServerStanding standing)
    {
        _standings["alice"] = standing;
        for (var i = 0; i < 10_000; i++)
        {
            Hear($"10.78.{i / 250}.{i % 250}", $"forged-{i}");
        }

        Changes();
        Hear("10.77.0.1", "a", name: "alice").Should().BeTrue();

        Changes().Should().Equal("Gone forged-255 10.78.1.5:5050", "Appeared a 10.77.0.1:5050");
        Hear("10.77.0.2", "stranger").Should().BeFalse();
    }

    [Fact]
    public void OneAddressDoesNotFillTheTable()
    {
        _standings["alice"] = ServerStanding.Expected;
        for (var i = 0; i < 10_000; i++)
        {
            Hear("10.78.0.1", $"forged-{i}", port: 1024 + i, name: i % 2 == 0 ? "alice" : "server");
        }

        Servers().Should().HaveCount(2 * ServerTable.MaxPerAddress);
        Hear("10.77.0.2", "stranger").Should().BeTrue();
    }

    [Fact]
    public void WhoPosesAsOneThatIsExpectedDoesNotKeepOutTheOneAtItsKnownAddress()
    {
        for (var i = 0; i < 10_000; i++)
        {
            _standings["alice"] = ServerStanding.Expected;
            Hear($"10.78.{i / 250}.{i % 250}", $"forged-{i}", name: "alice");
        }

        _standings["alice"] = ServerStanding.AtKnownAddress;
        Hear("10.77.0.1", "a", name: "alice").Should().BeTrue();

        Servers().Should().Contain(server => server.Announcement.Id == "a");
    }

    [Fact]
    public void AStrangerTakesNoEndpointOfOneThatIsExpected()
    {
        _standings["alice"] = ServerStanding.Expected;
        Hear("10.77.0.1", "a", name: "alice");

        Hear("10.77.0.1", "b").Should().BeFalse();

        Servers().Should().ContainSingle().Which.Announcement.Id.Should().Be("a");
    }

    [Fact]
    public void AnEndpointIsNotStartedAnewAllTheTime()
    {
        for (var i = 0; i < 10_000; i++)
        {
            Hear("10.78.0.1", $"forged-{i}");
        }

        Changes().Should().Equal("Appeared forged-1 10.78.0.1:5050");
        _time.Advance(TimeSpan.FromSeconds(1));
        Hear("10.78.0.1", "next").Should().BeTrue();
    }

    private IEnumerable<FoundServer> Servers() => _table.TakeChanges().Select(change => change.Server);

    private bool Hear(string address, string? id, int port = 5050, int users = 0, string name = "server", string? fingerprint = null)
    {
        var announcement = new Announcement(3, id, name, port, NeedsPassword: false, users, fingerprint);
        return _table.Hear(new Sighting(announcement, IPAddress.Parse(address), _time.GetTimestamp()));
    }

    private IEnumerable<string> Changes() => _table.TakeChanges().Select(c => $"{c.Kind} {c.Server.Announcement.Id} {c.Server.EndPoint}");
}
