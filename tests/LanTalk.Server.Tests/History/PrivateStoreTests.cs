using LanTalk.Protocol.Security;
using LanTalk.Server.History;
using LanTalk.Testing;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Server.Tests.History;

public sealed class PrivateStoreTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 14, 22, 0, TimeSpan.Zero);

    private readonly TemporaryDirectory _directory = new();

    public static TheoryData<bool> Stores => [true, false];

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Stores))]
    public void WhatIsKeptIsReadUntilItIsConfirmed(bool isOnDisk)
    {
        using var owner = Open(isOnDisk, out var store);
        store.Keep(Message("n1")).Should().Be(PrivateKeeping.Kept);
        store.Keep(Message("n2")).Should().Be(PrivateKeeping.Kept);
        store.Keep(Message("n1")).Should().Be(PrivateKeeping.Known);
        store.Confirm("eve", "n1");
        store.ReadWaiting("carol").Select(message => message.Id).Should().Equal("n1", "n2");
        store.Confirm("carol", "n1");

        store.ReadWaiting("carol").Should().Equal(Message("n2"));
        store.ReadWaiting("bob").Should().BeEmpty();
        store.Keep(Message("n1")).Should().Be(PrivateKeeping.Known, "an id stays known");
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public void AnIdentityIsRememberedAsItWasLast(bool isOnDisk)
    {
        using var owner = Open(isOnDisk, out var store);
        using var key = UserKey.Create();
        store.FindIdentity(key.Identity.FullForm).Should().BeNull();
        store.Remember(key.Identity);
        store.Remember(key.Identity);

        store.FindIdentity(key.Identity.FullForm).Should().Be(key.Identity);
    }

    [Fact]
    public void ARestartForgetsNothingAndAWeekDoes()
    {
        using (SqliteRoomStore store = SqliteRoomStore.Open(_directory.Path, new HistoryLimit()))
        {
            store.Keep(Message("n1"));
        }

        using var reopened = SqliteRoomStore.Open(_directory.Path, new HistoryLimit());
        reopened.Prune(Now + TimeSpan.FromDays(6.9));
        reopened.ReadWaiting("carol").Should().Equal(Message("n1"));
        reopened.Prune(Now + TimeSpan.FromDays(7.1));
        reopened.ReadWaiting("carol").Should().BeEmpty();
        reopened.Keep(Message("n1")).Should().Be(PrivateKeeping.Kept);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public void OneSenderFillsAQuarterOfABoxAndTheNextOneStillFindsRoom(bool isOnDisk)
    {
        using var owner = Open(isOnDisk, out var store);

        var ofMallory = KeepAsManyAsMay(store, "mallory", bytes: 20);
        var ofEve = KeepAsManyAsMay(store, "eve", bytes: 20);

        ofMallory.Should().Be(BoxLoad.Most / 4);
        ofEve.Should().BeInRange(20, ofMallory);
        store.Keep(Message("n1")).Should().Be(PrivateKeeping.Kept);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public void OneSenderFillsAQuarterOfABoxInBytesToo(bool isOnDisk)
    {
        const int Long = 64 * 1024;
        using var owner = Open(isOnDisk, out var store);

        KeepAsManyAsMay(store, "mallory", Long).Should().Be(BoxLoad.MostBytes / 4 / Long);
        store.Keep(Message("n1")).Should().Be(PrivateKeeping.Kept);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public void WhatIsConfirmedMakesRoomForMoreOfTheSameSender(bool isOnDisk)
    {
        using var owner = Open(isOnDisk, out var store);
        var kept = KeepAsManyAsMay(store, "mallory", bytes: 20);

        store.Confirm("carol", "mallory0");

        store.Keep(Message($"mallory{kept}") with { Sender = "mallory" }).Should().Be(PrivateKeeping.Kept);
    }

    private static int KeepAsManyAsMay(IPrivateStore store, string sender, int bytes)
    {
        var kept = 0;
        while (store.Keep(Message($"{sender}{kept}") with { Sender = sender, Frame = new string('x', bytes) }) == PrivateKeeping.Kept)
        {
            kept++;
        }

        return kept;
    }

    [Fact]
    public void InMemoryAWeekForgetsToo()
    {
        var time = new FakeTimeProvider(Now);
        var store = new MemoryPrivateStore(time);
        store.Keep(Message("n1"));
        time.Advance(TimeSpan.FromDays(6));
        store.Keep(Message("n2"));
        store.Keep(Message("n1")).Should().Be(PrivateKeeping.Known);
        time.Advance(TimeSpan.FromDays(1.5));
        store.Keep(Message("n3"));

        store.ReadWaiting("carol").Select(message => message.Id).Should().Equal("n2", "n3");
        store.Keep(Message("n1")).Should().Be(PrivateKeeping.Kept);
    }

    [Fact]
    public void InMemoryALetterCostsTheSameHoweverManyMarksAreKnown()
    {
        var store = new MemoryPrivateStore(new FakeTimeProvider(Now));
        for (var i = 0; i < 100_000; i++)
        {
            store.Keep(Message($"n{i}"));
            store.Confirm("carol", $"n{i}");
        }

        store.ReadWaiting("carol").Should().BeEmpty();
    }

    [Fact]
    public void AnIdentityThatNobodyUsesIsForgottenOnceNothingWaitsForIt()
    {
        var time = new FakeTimeProvider(Now);
        using var store = SqliteRoomStore.Open(_directory.Path, new HistoryLimit(), time: time, identityAge: TimeSpan.FromDays(60));
        using var unused = UserKey.Create();
        using var used = UserKey.Create();
        using var awaited = UserKey.Create();
        foreach (var key in (UserKey[])[unused, used, awaited])
        {
            store.Remember(key.Identity);
        }

        time.Advance(TimeSpan.FromDays(59));
        store.Remember(used.Identity);
        store.Prune(time.GetUtcNow());
        store.FindIdentity(unused.Identity.FullForm).Should().NotBeNull();
        store.Keep(Message("n1") with { Recipient = awaited.Identity.FullForm, At = time.GetUtcNow().ToUnixTimeMilliseconds() });
        time.Advance(TimeSpan.FromDays(2));
        store.Prune(time.GetUtcNow());

        store.FindIdentity(unused.Identity.FullForm).Should().BeNull();
        store.FindIdentity(used.Identity.FullForm).Should().NotBeNull();
        store.FindIdentity(awaited.Identity.FullForm).Should().NotBeNull();
    }

    [Fact]
    public void InMemoryAnIdentityThatNobodyUsesIsForgottenToo()
    {
        var time = new FakeTimeProvider(Now);
        var store = new MemoryPrivateStore(time, TimeSpan.FromDays(60));
        using var unused = UserKey.Create();
        using var awaited = UserKey.Create();
        using var used = UserKey.Create();
        store.Remember(unused.Identity);
        store.Remember(awaited.Identity);
        time.Advance(TimeSpan.FromDays(59));
        store.Remember(used.Identity);
        store.Keep(Message("n1") with { Recipient = awaited.Identity.FullForm });
        time.Advance(TimeSpan.FromDays(2));
        store.Remember(used.Identity);

        store.FindIdentity(unused.Identity.FullForm).Should().BeNull();
        store.FindIdentity(awaited.Identity.FullForm).Should().NotBeNull();
        store.FindIdentity(used.Identity.FullForm).Should().NotBeNull();
    }

    private static WaitingMessage Message(string id) => new("bob", id, "carol", Now.ToUnixTimeMilliseconds(), """{"type":"pm"}""");

    private IDisposable? Open(bool isOnDisk, out IPrivateStore store)
    {
        if (isOnDisk)
        {
            var opened = SqliteRoomStore.Open(_directory.Path, new HistoryLimit());
            store = opened;
            return opened;
        }

        store = new MemoryPrivateStore(new FakeTimeProvider(Now));
        return null;
    }
}
