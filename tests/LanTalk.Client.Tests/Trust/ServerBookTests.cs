using System.Globalization;
using LanTalk.Client.Addresses;
using LanTalk.Client.Trust;
using LanTalk.Protocol.Security;

namespace LanTalk.Client.Tests.Trust;

public sealed class ServerBookTests
{
    private static readonly ServerFingerprint Alice = ServerFingerprint.Of("alice"u8);
    private static readonly ServerFingerprint Mallory = ServerFingerprint.Of("mallory"u8);
    private static readonly ServerFingerprint Stranger = ServerFingerprint.Of("stranger"u8);
    private static readonly DateTimeOffset Then = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    // Alice was joined at one address, Mallory at another.
    private readonly ServerBook _book = new(
    [
        new KnownServer(Alice, "Alice", ["10.0.0.1:5050"], Then),
        new KnownServer(Mallory, "Mallory", ["10.0.0.66:5050"], Then),
    ]);

    [Fact]
    public void AServerThatNothingIsKnownOfIsMetForTheFirstTime()
    {
        Joined(Stranger, "Zoe", "10.0.0.9").Should().Be(TrustVerdict.FirstMeeting);
        Found(Stranger, "Zoe", "10.0.0.9").Should().Be(TrustVerdict.FirstMeeting);
    }

    [Fact]
    public void AKnownServerIsTrustedWhereItIsKnownAndWhereNobodyIs()
    {
        Joined(Alice, "Alice", "10.0.0.1").Should().Be(TrustVerdict.Known);
        Joined(Alice, "Alice", "10.0.0.9").Should().Be(TrustVerdict.Known);
        Joined(Alice, "Alicia", "10.0.0.1").Should().Be(TrustVerdict.Known);
        Found(Alice, "alice", "10.0.0.9").Should().Be(TrustVerdict.Known);
        Found(Alice, "Alicia", "10.0.0.1").Should().Be(TrustVerdict.Known);
    }

    [Fact]
    public void AnotherServerAtAKnownAddressIsRefused()
    {
        var judgement = _book.Judge(new Meeting(Stranger, "Alice", Address("10.0.0.1")));

        judgement.Verdict.Should().Be(TrustVerdict.OtherAtAddress);
        judgement.IsTrusted.Should().BeFalse();
        judgement.Others.Should().ContainSingle().Which.Fingerprint.Should().Be(Alice);
    }

    [Fact]
    public void AFoundServerThatPosesAsAKnownOneIsRefused()
    {
        Found(Stranger, "ALICE", "10.0.0.9").Should().Be(TrustVerdict.OtherOfName);
    }

    [Fact]
    public void AServerThatIsKnownFromElsewhereDoesNotPassForAnother()
    {
        Joined(Mallory, "Alice", "10.0.0.1").Should().Be(TrustVerdict.OtherAtAddress);
        Found(Mallory, "Alice", "10.0.0.66").Should().Be(TrustVerdict.OtherOfName);
    }

    [Fact]
    public void AFoundServerThatCallsItselfOtherwiseThanItWasAnnouncedIsJudgedByBothNames()
    {
        var meeting = new Meeting(Stranger, "Alice", Address("10.0.0.9")) { FoundAs = "Zoe" };

        _book.Judge(meeting).Verdict.Should().Be(TrustVerdict.OtherOfName);
    }

    [Fact]
    public void ASecondServerOfANameIsJoinedByItsAddressAndTheNamesakeIsTold()
    {
        var judgement = _book.Judge(new Meeting(Stranger, "Alice", Address("10.0.0.9")));

        judgement.Verdict.Should().Be(TrustVerdict.FirstMeeting);
        judgement.Namesakes.Should().ContainSingle().Which.Fingerprint.Should().Be(Alice);
    }

    [Fact]
    public void TwoServersOfANameAreBothFoundOnceBothAreKnown()
    {
        var book = _book.With(new Meeting(Stranger, "Alice", Address("10.0.0.9")), Then);

        book.Judge(Meeting(Alice)).Verdict.Should().Be(TrustVerdict.Known);
        book.Judge(Meeting(Stranger)).Verdict.Should().Be(TrustVerdict.Known);

        static Meeting Meeting(ServerFingerprint fingerprint) => new(fingerprint, "Alice", Address("10.0.0.50")) { FoundAs = "Alice" };
    }

    [Theory]
    [InlineData(true, TrustVerdict.FirstMeeting)]
    [InlineData(false, TrustVerdict.NotAsDemanded)]
    public void ADemandedFingerprintDecidesAlone(bool isRight, TrustVerdict verdict)
    {
        var meeting = new Meeting(Stranger, "Alice", Address("10.0.0.1")) { FoundAs = "Alice", Announced = Alice, Demanded = isRight ? Stranger : Alice };

        _book.Judge(meeting).Verdict.Should().Be(verdict);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AnotherCertificateThanAnnouncedIsRefusedEvenAKnownOne(bool isKnown)
    {
        var meeting = new Meeting(isKnown ? Mallory : Stranger, "Zoe", Address("10.0.0.9")) { FoundAs = "Zoe", Announced = Alice };

        _book.Judge(meeting).Verdict.Should().Be(TrustVerdict.NotAsAnnounced);
    }

    [Fact]
    public void ToForgetAcceptsTheNewServerAndLeavesNothingOfTheOld()
    {
        var meeting = new Meeting(Stranger, "Alice", Address("10.0.0.1")) { Forget = true };

        _book.Judge(meeting).Verdict.Should().Be(TrustVerdict.FirstMeeting);
        _book.With(meeting, Then).Servers.Select(server => server.Fingerprint).Should().Equal(Stranger, Mallory);
    }

    [Fact]
    public void NothingIsForgottenUnlessAsked()
    {
        _book.With(new Meeting(Stranger, "Alice", Address("10.0.0.9")), Then).Servers.Should().HaveCount(3);
    }

    [Fact]
    public void AKnownServerCannotTakeTheNameOrAddressOfAnother()
    {
        var book = _book.With(new Meeting(Mallory, "Alice", Address("10.0.0.1")) { FoundAs = "Mallory" }, Then);

        var mallory = book.Servers.Single(server => server.Fingerprint == Mallory);
        mallory.Name.Should().Be("Mallory");
        mallory.Addresses.Should().Equal("10.0.0.66:5050");
    }

    [Fact]
    public void ADemandedServerTakesItsAddressFromTheOneBefore()
    {
        var book = _book.With(new Meeting(Stranger, "Zoe", Address("10.0.0.1")) { Demanded = Stranger }, Then);

        book.Judge(new Meeting(Stranger, "Zoe", Address("10.0.0.1"))).Verdict.Should().Be(TrustVerdict.Known);
        book.Judge(new Meeting(Alice, "Alice", Address("10.0.0.1"))).Verdict.Should().Be(TrustVerdict.OtherAtAddress);
    }

    [Fact]
    public void WhatIsRememberedIsBounded()
    {
        var book = new ServerBook([]);
        for (var i = 0; i < ServerBook.Capacity + 10; i++)
        {
            var fingerprint = ServerFingerprint.Of(BitConverter.GetBytes(i));
            book = book.With(new Meeting(fingerprint, $"server-{i}", Address($"10.1.{i / 256}.{i % 256}")), Then.AddMinutes(i));
        }

        for (var i = 0; i < ServerBook.MaxAddresses + 10; i++)
        {
            book = book.With(new Meeting(Alice, "Alice", Address($"10.2.0.{i}")), Then.AddYears(1).AddMinutes(i));
        }

        book.Servers.Should().HaveCount(ServerBook.Capacity).And.NotContain(server => server.Name == "server-5");
        book.Servers[0].Addresses.Should().HaveCount(ServerBook.MaxAddresses)
            .And.HaveElementAt(0, string.Create(CultureInfo.InvariantCulture, $"10.2.0.{ServerBook.MaxAddresses + 9}:5050"));
    }

    [Fact]
    public void WhatIsAnnouncedIsKnownNewOrAnother()
    {
        _book.Judge("Alice", Alice).Should().Be(TrustVerdict.Known);
        _book.Judge("Zoe", Stranger).Should().Be(TrustVerdict.FirstMeeting);
        _book.Judge("alice", Stranger).Should().Be(TrustVerdict.OtherOfName);
        _book.Judge("alice", Mallory).Should().Be(TrustVerdict.OtherOfName);
    }

    private TrustVerdict Joined(ServerFingerprint fingerprint, string name, string host) =>
        _book.Judge(new Meeting(fingerprint, name, Address(host))).Verdict;

    private TrustVerdict Found(ServerFingerprint fingerprint, string name, string host) =>
        _book.Judge(new Meeting(fingerprint, name, Address(host)) { FoundAs = name, Announced = fingerprint }).Verdict;

    private static ServerAddress Address(string host) => new(host, 5050);
}
