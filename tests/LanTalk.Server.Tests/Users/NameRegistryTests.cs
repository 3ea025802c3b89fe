using System.Runtime.Versioning;
using LanTalk.Protocol.Security;
using LanTalk.Server.Configuration;
using LanTalk.Server.Users;
using LanTalk.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Server.Tests.Users;

public sealed class NameRegistryTests : IDisposable
{
    private static readonly UserIdentity Bob = UserKey.Create().Identity;
    private static readonly UserIdentity Eve = UserKey.Create().Identity;

    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time = new();
    private readonly List<NameStore> _stores = [];

    private string File => _directory.File("lantalk.db");

    public void Dispose()
    {
        _stores.ForEach(store => store.Dispose());
        _directory.Dispose();
    }

    [Fact]
    public void ANameThatAKeyUsedIsNobodyElses()
    {
        var names = Open();

        names.Use("Bob", Bob);

        names.MayUse("bOB", Bob).Should().BeTrue();
        names.MayUse("bOB", Eve).Should().BeFalse();
        names.MayUse("bOB", null).Should().BeFalse();
        names.MayUse("Bobby", Eve).Should().BeTrue();
    }

    [Fact]
    public void WhoHasNoKeyOwnsNothing()
    {
        var names = Open();

        names.Use("Bob", null);

        names.MayUse("Bob", Eve).Should().BeTrue();
    }

    [Fact]
    public void NamesOutliveTheServerOnceWritten()
    {
        var names = Open();
        names.Use("Bob", Bob);
        names.Use("Robert", Bob);
        names.Write();
        names.Release("Robert").Should().BeTrue();
        names.Write();

        var again = Open();

        again.MayUse("Bob", Eve).Should().BeFalse();
        again.MayUse("Robert", Eve).Should().BeTrue();
    }

    [Fact]
    public void AFourthNameReleasesTheOneThatWasUsedLeastLately()
    {
        var names = Open();
        foreach (var name in new[] { "one", "two", "three", "one", "four" })
        {
            names.Use(name, Bob);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        names.MayUse("two", Eve).Should().BeTrue();
        new[] { "one", "three", "four" }.Should().OnlyContain(name => !names.MayUse(name, Eve));
    }

    [Fact]
    public void ANameThatWasNotUsedForLongIsFreeAgain()
    {
        var names = Open(TimeSpan.FromDays(30));
        names.Use("Bob", Bob);
        _time.Advance(TimeSpan.FromDays(20));
        names.Leave("Bob", Bob);
        _time.Advance(TimeSpan.FromDays(30));
        names.MayUse("Bob", Eve).Should().BeFalse();

        _time.Advance(TimeSpan.FromSeconds(1));

        names.MayUse("Bob", Eve).Should().BeTrue();
    }

    [Fact]
    public void ANameThatWasUsedFromABrowserLastIsFreeSooner()
    {
        var names = Open();
        names.Use("Bob", Bob, isFromBrowser: true);
        names.Use("Robert", Bob, isFromBrowser: true);
        names.Use("Robert", Bob);
        _time.Advance(TimeSpan.FromHours(20));
        names.Leave("Bob", Bob);
        names.Write();
        _time.Advance(TimeSpan.FromHours(24));

        var again = Open();
        again.MayUse("Bob", Eve).Should().BeFalse();
        _time.Advance(TimeSpan.FromSeconds(1));

        again.MayUse("Bob", Eve).Should().BeTrue();
        again.MayUse("Robert", Eve).Should().BeFalse();
    }

    [Fact]
    public void NamesThatAnOlderVersionKeptAreKept()
    {
        using (var database = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            database.Open();
            using var command = database.CreateCommand();
            command.CommandText = $"""
                CREATE TABLE names (name TEXT PRIMARY KEY COLLATE NOCASE, key TEXT NOT NULL, last_used INTEGER NOT NULL) WITHOUT ROWID;
                INSERT INTO names VALUES ('Bob', '{Bob.FullForm}', {_time.GetUtcNow().ToUnixTimeSeconds()});
                PRAGMA user_version = 1;
                """;
            command.ExecuteNonQuery();
        }

        Open().MayUse("Bob", Eve).Should().BeFalse();
        _time.Advance(TimeSpan.FromDays(29));
        Open().MayUse("Bob", Eve).Should().BeFalse();
    }

    [Fact]
    public void WithoutAnExpiryANameIsNeverFree()
    {
        var names = Open(TimeSpan.Zero);
        names.Use("Bob", Bob);

        _time.Advance(TimeSpan.FromDays(10_000));

        names.MayUse("Bob", Eve).Should().BeFalse();
    }

    [Fact]
    public void AReleasedNameIsNotTakenBackByLeaving()
    {
        var names = Open();
        names.Use("Bob", Bob);
        names.Release("bob").Should().BeTrue();

        names.Leave("Bob", Bob);

        names.MayUse("Bob", Eve).Should().BeTrue();
        names.Release("Bob").Should().BeFalse();
    }

    [Fact]
    public void WhereThereAreTooManyTheNameUsedLeastLatelyIsFreed()
    {
        using (var store = NameStore.Open(_directory.Path))
        {
            store.Write(Enumerable.Range(0, NameRegistry.MaxNames)
                .Select(i => KeyValuePair.Create($"n{i}", (OwnedName?)new OwnedName($"n{i}", $"key:{i}", _time.GetUtcNow() - TimeSpan.FromSeconds(i)))));
        }

        var names = Open();

        names.Use("Bob", Bob);

        names.MayUse("Bob", Eve).Should().BeFalse();
        names.MayUse($"n{NameRegistry.MaxNames - 1}", Eve).Should().BeTrue();
        names.MayUse($"n{NameRegistry.MaxNames - 2}", Eve).Should().BeFalse();
    }

    [Fact]
    public void WhatLooksLikeAnOwnedNameIsNobodyElses()
    {
        var names = Open();

        names.Use("Bob", Bob);

        names.MayUse("В\u043eЬ", Eve).Should().BeFalse("these are Cyrillic letters that look like Bob");
        names.MayUse("B0b", Eve).Should().BeFalse();
        names.MayUse("В\u043eЬ", Bob).Should().BeTrue();
    }

    [Fact]
    public void WhatLooksLikeANameIsFreeWithIt()
    {
        var names = Open();
        names.Use("Bob", Bob);

        names.Release("Bob");

        names.MayUse("В\u043eЬ", Eve).Should().BeTrue();
    }

    [Fact]
    public void ANameThatIsWrittenAnotherWayIsStoredOnce()
    {
        var names = Open();
        names.Use("Zoë", Bob);
        names.Write();

        names.Use("ZOË", Bob);
        names.Write();

        _stores[^1].Read().Select(owned => owned.Name).Should().Equal("ZOË");
        names.Use("bob", Bob);
        names.Write();
        names.Use("BOB", Bob);
        names.Write();
        _stores[^1].Read().Select(owned => owned.Name).Should().Equal("BOB", "ZOË");
    }

    [Fact]
    public void OfNamesThatWereTwoBeforeTheOneUsedLastStays()
    {
        using (var store = NameStore.Open(_directory.Path))
        {
            store.Write([
                KeyValuePair.Create("bob1", (OwnedName?)new OwnedName("bob1", Bob.FullForm, _time.GetUtcNow())),
                KeyValuePair.Create("bobl", (OwnedName?)new OwnedName("bobl", Eve.FullForm, _time.GetUtcNow() + TimeSpan.FromSeconds(1))),
            ]);
        }

        var names = Open();

        (names.MayUse("bob1", Eve), names.MayUse("bob1", Bob)).Should().Be((true, false));
        names.Write();
        _stores[^1].Read().Select(owned => owned.Name).Should().Equal("bobl");
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void OnlyItsOwnerCanReadTheFile()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        var names = Open();
        names.Use("Bob", Bob);
        names.Write();

        foreach (var file in Directory.GetFiles(_directory.Path))
        {
            System.IO.File.GetUnixFileMode(file).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public void AFileOfANewerServerIsRefusedByItsNumber()
    {
        using (var database = new SqliteConnection($"Data Source={File};Pooling=false"))
        {
            database.Open();
            using var command = database.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        }

        FluentActions.Invoking(() => NameStore.Open(_directory.Path)).Should().Throw<NameStoreException>().WithMessage($"{File} *99*");
    }

    [Fact]
    public void ACorruptFileIsNamed()
    {
        System.IO.File.WriteAllText(File, "this is no database, and long enough to look like the header of one would, if it were one at all");

        FluentActions.Invoking(() => NameStore.Open(_directory.Path)).Should().Throw<NameStoreException>().WithMessage($"{File} cannot be used*");
    }

    private NameRegistry Open(TimeSpan? expiry = null)
    {
        var store = NameStore.Open(_directory.Path);
        _stores.Add(store);
        var options = new LanTalkServerOptions { Name = "Alice", NameExpiry = expiry ?? TimeSpan.FromDays(30) };
        return new NameRegistry(options, store, _time, NullLogger<NameRegistry>.Instance);
    }
}
