using System.Net;
using LanTalk.Client.Addresses;
using LanTalk.Client.Configuration;
using LanTalk.Client.Discovery;
using LanTalk.Client.Tests.Configuration;
using LanTalk.Client.Trust;
using LanTalk.Protocol.Discovery;
using LanTalk.Protocol.Security;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Client.Tests.Trust;

public sealed class KnownServersTests
{
    private static readonly ServerFingerprint Alice = ServerFingerprint.Of("alice"u8);
    private static readonly ServerFingerprint Poser = ServerFingerprint.Of("poser"u8);

    private readonly FakeConfigFile _file = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly KnownServers _known;

    public KnownServersTests() => _known = new KnownServers(_file, _time);

    [Fact]
    public void AServerIsKnownAfterItWasRemembered()
    {
        _known.Judge(Meeting(Alice)).Verdict.Should().Be(TrustVerdict.FirstMeeting);

        _known.Remember(Meeting(Alice));

        new KnownServers(_file, _time).Judge(Meeting(Alice)).Verdict.Should().Be(TrustVerdict.Known);
        _file.Text.Should().Contain($"\"fingerprint\": \"{Alice}\"").And.Contain("2026-01-02T03:04:05");
    }

    [Fact]
    public void WhatAnotherProcessRemembersIsKept()
    {
        _known.Remember(Meeting(Alice));
        _file.WrittenByAnother = _file.Text;
        _file.Text = null;

        _known.Remember(new Meeting(Poser, "Zoe", new ServerAddress("10.0.0.9", 5050)));

        _known.Judge(Meeting(Alice)).Verdict.Should().Be(TrustVerdict.Known);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[null]")]
    [InlineData("[{\"fingerprint\":\"SHA256:short\",\"name\":\"A\",\"addresses\":[],\"last_met\":\"2026-01-02T03:04:05Z\"}]")]
    [InlineData("[{\"name\":\"A\"}]")]
    public void ABrokenFileIsAnErrorAndNotAnEmptyOne(string text)
    {
        _file.Text = text;

        _known.Invoking(known => known.Judge(Meeting(Alice))).Should().Throw<ConfigFileException>();
        _known.Invoking(known => known.Remember(Meeting(Alice))).Should().Throw<ConfigFileException>();
        _file.Text.Should().Be(text);
    }

    [Fact]
    public void WhoPosesAsAKnownServerIsLeftOutWhileThatIsThere()
    {
        _known.Remember(Meeting(Alice));
        var (poser, alice, zoe) = (Found("Alice", Poser, "10.0.0.66"), Found("Alice", Alice, "10.0.0.2"), Found("Zoe", Poser, "10.0.0.66"));

        _known.WithoutPosers([poser, alice, zoe]).Should().Equal(alice, zoe);
        _known.WithoutPosers([poser]).Should().Equal(poser);
        _known.WithoutPosers([Found("Alice", null, "10.0.0.66"), alice]).Should().Equal(alice);
        _known.Judge(poser).Should().Be(TrustVerdict.OtherOfName);
    }

    [Fact]
    public void AServerThatIsKnownIsExpectedAndHasAPlaceWhereItWasMet()
    {
        _known.Remember(Meeting(Alice));
        var standingOf = _known.Standings();

        standingOf(Found("Alice", Alice, "10.0.0.1")).Should().Be(ServerStanding.AtKnownAddress);
        standingOf(Found("Alice", Alice, "10.0.0.2")).Should().Be(ServerStanding.Expected);
        standingOf(Found("Alice", Poser, "10.0.0.1")).Should().Be(ServerStanding.Stranger);
        standingOf(Found("Alice", null, "10.0.0.1")).Should().Be(ServerStanding.Stranger);
    }

    private static Meeting Meeting(ServerFingerprint fingerprint) => new(fingerprint, "Alice", new ServerAddress("10.0.0.1", 5050));

    private static FoundServer Found(string name, ServerFingerprint? fingerprint, string address) => new(
        new Announcement(3, address, name, 5050, NeedsPassword: false, Users: 0, fingerprint?.ToString()), new IPEndPoint(IPAddress.Parse(address), 5050));
}
