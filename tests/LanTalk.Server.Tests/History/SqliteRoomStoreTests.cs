using LanTalk.Protocol.Messages;
using LanTalk.Server.History;
using LanTalk.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Server.Tests.History;

/// <summary>The contract, in a directory of the test's own, and the tests that need files.</summary>
public sealed class SqliteRoomStoreTests : RoomStoreContract
{
    private static readonly HistoryLimit NoLimit = new();

    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public void AfterAnotherStartAllIsThereUnderTheSameEpoch()
    {
        RoomHead head;
        using (var store = Open())
        {
            Say(store, "lobby", "one", "two");
            head = store.Open("lobby");
        }

        using var again = Open();
        again.Open("lobby").Should().Be(head);
        Texts(again.ReadAfter("lobby", 0, 9)).Should().Equal("1 Bob: one", "2 Bob: two");
        Found(again, "two").Should().Equal(2);
    }

    [Fact]
    public void WithoutItsFileItIsAnotherHistory()
    {
        string epoch;
        using (var store = Open())
        {
            epoch = store.Open("lobby").Epoch;
        }

        File.Delete(_directory.File("history.db"));

        using var again = Open();
        again.Open("lobby").Epoch.Should().NotBe(epoch);
    }

    [Fact]
    public void IdsGoOnEvenIfEverythingWasDropped()
    {
        using (var store = Open(new HistoryLimit(MaxAge: TimeSpan.FromDays(1))))
        {
            Say(store, "lobby", [.. Enumerable.Range(0, 1000).Select(i => $"{i}")]);
            store.Prune(DateTimeOffset.MaxValue);
            store.Open("lobby").Should().BeEquivalentTo(new { FirstId = 1001L, LastId = 1000L });
        }

        using var again = Open();
        again.Open("lobby").Should().BeEquivalentTo(new { FirstId = 1001L, LastId = 1000L });
    }

    [Fact]
    public void WhatIsOlderThanTheLimitIsDropped()
    {
        using var store = Open(new HistoryLimit(MaxAge: TimeSpan.FromSeconds(10)));
        store.Append("lobby", [.. Enumerable.Range(1, 600).Select(i => new StoredMessage(i, i * 1000, "Bob", "x"u8.ToArray()))]);
        store.IndexNow();

        store.Prune(DateTimeOffset.UnixEpoch.AddSeconds(600));

        store.Open("lobby").FirstId.Should().Be(590);
        Found(store, "x").Should().Equal(Enumerable.Range(590, 11).Select(i => (long)i));
    }

    [Fact]
    public void TheFilesAreTheirOwnersAlone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        using var store = Open();
        Say(store, "lobby", "one");

        Directory.GetFiles(_directory.Path).Should().HaveCount(4).And.OnlyContain(file =>
            OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public void ASecondServerOnTheSameDirectoryIsRefused()
    {
        var first = Open();

        FluentActions.Invoking(() => Open()).Should().Throw<StoreException>().WithMessage($"Another server*{_directory.Path}*--data-dir*");

        first.Dispose();
        Open().Dispose();
    }

    [Fact]
    public void AMissingDirectoryIsMade()
    {
        var path = _directory.File("new");
        SqliteRoomStore.Open(path, NoLimit).Dispose();

        File.Exists(Path.Combine(path, "history.db")).Should().BeTrue();
    }

    [Fact]
    public void AHistoryOfVersion1IsBroughtUpToDateAfterACopy()
    {
        Execute(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "History", "Fixtures", "history-v1.sql")));
        File.WriteAllText(_directory.File("history.db.v1.bak"), "an earlier copy");

        using (var store = Open())
        {
            store.Open("lobby").Should().Be(new RoomHead("0123456789abcdef", 3, 6, LastAt: store.ReadBefore("lobby", long.MaxValue, 1)[0].At));
            store.Open("garden").Should().Be(new RoomHead("fedcba9876543210", 8, 7));
            Texts(store.ReadBefore("lobby", long.MaxValue, 9)).Should().Equal(
                "3 Bob: Good morning", "4 Alice: Grüße aus Köln", "5 Alice: waves", "6 Bob: see you in the garden");
            store.ReadAfter("lobby", 4, 1)[0].Should().BeEquivalentTo(new { IsAction = true, Sender = "k1", Nonce = "", At = 1_700_000_002_000L });
            Found(store, "grusse").Should().Equal(4);
            Found(store, "koln from:alice").Should().Equal(4);
            Say(store, "lobby", "seven");
        }

        File.ReadAllText(_directory.File("history.db.v1.bak")).Should().Be("an earlier copy");
        Number("history.db.v1.2.bak", "PRAGMA user_version").Should().Be(1);
        Number("history.db.v1.2.bak", "SELECT count(*) FROM message").Should().Be(4);
        Number("history.db", "PRAGMA user_version").Should().Be(HistorySchema.Current);
    }

    [Fact]
    public void AHistoryOfVersion3HasItsWordsIndexedAnew()
    {
        Execute(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "History", "Fixtures", "history-v3.sql")));

        using (var store = Open())
        {
            Found(store, "会议").Should().Equal(4);
            Found(store, "from:ALICE").Should().Equal(4, 5);
            Found(store, "garden").Should().Equal(6);
            store.Open("garden").Topic.Should().Be("Flowers");
            store.Unindexed.Should().Be(0);
        }

        Number("history.db.v3.bak", "PRAGMA user_version").Should().Be(3);
    }

    [Fact]
    public void AHistoryOfVersion5KeepsItsTextsAndTakesShares()
    {
        Execute(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "History", "Fixtures", "history-v5.sql")));
        var share = new ShareFacts(17, "trip", 2, 2_300_187, 187, "root");

        using (var store = Open())
        {
            store.Append("lobby", new StoredMessage(0, 1_700_000_001_000, "Bob", "trip, 2 files"u8.ToArray()) { Share = share });
        }

        using var again = Open();
        again.ReadAfter("lobby", 0, 9).Select(message => message.Share).Should().Equal(null, share);
        Texts(again.ReadAfter("lobby", 0, 9)).Should().Equal("1 Alice: Good morning", "2 Bob: trip, 2 files");
        Number("history.db.v5.bak", "PRAGMA user_version").Should().Be(5);
    }

    [Fact]
    public void AHistoryOfANewerVersionIsRefusedAndLeftAsItIs()
    {
        Open().Dispose();
        Execute($"PRAGMA user_version = {HistorySchema.Current + 1}");
        MustBeRefusedUnchanged("*history.db was written by a newer LanTalk*");
    }

    [Fact]
    public void ADatabaseOfAnotherKindIsRefusedAndLeftAsItIs()
    {
        Execute("CREATE TABLE bookmark (url TEXT)");
        MustBeRefusedUnchanged("*history.db is a database, but no history of LanTalk*");
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(8192, 40_000)]
    public void ADamagedFileIsRefusedAndLeftAsItIs(int from, int length)
    {
        using (var store = Open())
        {
            Say(store, "lobby", [.. Enumerable.Range(0, 2000).Select(i => $"message number {i}")]);
        }

        var random = new byte[length];
        new Random(1).NextBytes(random);
        using (var file = File.OpenWrite(_directory.File("history.db")))
        {
            file.Position = from;
            file.Write(random);
        }

        MustBeRefusedUnchanged("*history.db is damaged: *Nothing was changed or deleted*.recover*");
    }

    [Fact]
    public void AnotherProgramsLockIsAnErrorAndAfterItAllGoesOn()
    {
        using var store = SqliteRoomStore.Open(_directory.Path, NoLimit, TimeSpan.FromMilliseconds(20));
        Say(store, "lobby", "one");
        using (var other = Connect())
        {
            Execute(other, "BEGIN IMMEDIATE");
            foreach (var texts in new string[][] { ["two"], ["two", "three"] })
            {
                FluentActions.Invoking(() => AppendSlowly(store, texts)).Should().Throw<StoreException>()
                    .WithMessage("*history.db is locked by another program*");
            }

            Texts(store.ReadAfter("lobby", 0, 9)).Should().Equal("1 Bob: one");
            Execute(other, "ROLLBACK");
        }

        Say(store, "lobby", "two");
        Texts(store.ReadAfter("lobby", 0, 9)).Should().Equal("1 Bob: one", "2 Bob: two");
    }

    [Fact]
    public void ABatchThatFailsHalfWayLeavesNoTrace()
    {
        using var store = Open();
        Say(store, "lobby", "one");

        Execute("CREATE TRIGGER full BEFORE INSERT ON message WHEN new.text = 'third' BEGIN SELECT RAISE(ABORT, 'no more'); END");
        FluentActions.Invoking(() => Say(store, "lobby", "second", "third")).Should().Throw<StoreException>().WithMessage("*history.db*no more*");
        Execute("DROP TRIGGER full");

        store.Open("lobby").LastId.Should().Be(1);
        Say(store, "lobby", "second", "third");
        Texts(store.ReadAfter("lobby", 0, 9)).Should().Equal("1 Bob: one", "2 Bob: second", "3 Bob: third");
    }

    [Fact]
    public async Task ReadersBesideAWriterSeeWholeBatchesInOrder()
    {
        const int Batches = 300, Size = 7;
        using var store = Open(new HistoryLimit(MaxCount: 1000));
        store.Open("lobby");
        var writing = Task.Run(() =>
        {
            for (var i = 0; i < Batches; i++)
            {
                Say(store, "lobby", [.. Enumerable.Repeat("tick", Size)]);
            }
        });
        var keeping = Task.Run(() =>
        {
            while (!writing.IsCompleted)
            {
                store.IndexNow();
                store.Prune(DateTimeOffset.UnixEpoch);
                store.WriteBack();
            }
        });

        while (!writing.IsCompleted)
        {
            var ids = Ids(store.ReadBefore("lobby", long.MaxValue, 50)).ToList();
            (ids.LastOrDefault() % Size).Should().Be(0);
            ids.Should().Equal(Enumerable.Range(0, ids.Count).Select(i => ids[0] + i));
            Ids(store.Search("lobby", new SearchQuery(["tick"]), 5)).Should().BeInAscendingOrder();
        }

        await Task.WhenAll(writing, keeping);
        store.Prune(DateTimeOffset.UnixEpoch);
        store.Open("lobby").Should().BeEquivalentTo(new { LastId = (long)Batches * Size, FirstId = (Batches * Size) - 999L });
    }

    [Fact]
    public void AReaderFromOutsideSeesWhatIsKeptAndWhatIsNotIndexedYet()
    {
        HistoryReader.Open(_directory.Path).Should().BeNull();
        using var store = Open();
        Say(store, "lobby", "first hit", "miss");
        store.IndexNow();
        Say(store, "lobby", "second hit");

        using var reader = HistoryReader.Open(_directory.Path)!;

        reader.Rooms.Should().Equal("lobby");
        Ids(reader.ReadLast("lobby", 2)).Should().Equal(2, 3);
        Ids(reader.Search("lobby", new SearchQuery(["hit"]), 9)).Should().Equal(1, 3);
        Ids(reader.Search("lobby", new SearchQuery(["hit"]), 1)).Should().Equal(3);
        Ids(reader.Search("lobby", new SearchQuery([], Since: 0), 9)).Should().Equal(1, 2, 3);
        reader.ReadLast("elsewhere", 2).Should().BeEmpty();
        Say(store, "lobby", "third hit");
        Ids(reader.Search("lobby", new SearchQuery(["hit"]), 9)).Should().Equal(1, 3, 4);
    }

    [Fact]
    public void RoomsThatWereLeftEmptyByEarlierVersionsAreForgottenAtTheStart()
    {
        using (var store = Open())
        {
            Say(store, "talk", "one");
            store.ChangeTopic("topic", "x");
        }

        Execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) INSERT INTO room (name, epoch) SELECT 'x' || i, 'e' FROM n; "
            + "INSERT INTO room (name, epoch, pruned_id) VALUES ('pruned', 'e', 7)");

        using var again = Open();
        again.ReadNames().Should().BeEquivalentTo("talk", "topic", "pruned");
        CountRooms(again).Should().Be(3);
    }

    [Fact]
    public void AMessageFromTheFutureDoesNotKeepOlderOnesBehindIt()
    {
        using var store = Open(new HistoryLimit(MaxAge: TimeSpan.FromDays(30)));
        AppendAged(store, -400, 60, 60, 60, 2, 1);

        store.Prune(DateTimeOffset.UnixEpoch.AddDays(1000));

        Ids(store.ReadAfter("lobby", 0, 9)).Should().Equal(5, 6);
    }

    [Fact]
    public void AMessageFromTheDistantPastDoesNotDropThoseBeforeIt()
    {
        using var store = Open(new HistoryLimit(MaxAge: TimeSpan.FromDays(30)));
        AppendAged(store, 60, 3, 1000, 2, -400, 1, 900);

        store.Prune(DateTimeOffset.UnixEpoch.AddDays(1000));

        Ids(store.ReadAfter("lobby", 0, 9)).Should().Equal(2, 3, 4, 5, 6, 7);
    }

    [Fact]
    public void WhatWasSaidWhileTheClockWasAheadForLongStaysUntilWhatFollowsItIsOld()
    {
        using var store = Open(new HistoryLimit(MaxAge: TimeSpan.FromDays(30)));
        AppendAged(store, [.. Enumerable.Repeat(-400, 250), .. Enumerable.Repeat(5, 10)]);
        store.IndexNow();

        store.Prune(DateTimeOffset.UnixEpoch.AddDays(1000));
        store.Open("lobby").FirstId.Should().Be(1);

        store.Prune(DateTimeOffset.UnixEpoch.AddDays(1000 + 27));
        store.Open("lobby").FirstId.Should().Be(261);
    }

    [Fact]
    public void WithItsFileGoneTheStoreRefusesMessagesUntilTheFileIsBack()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets nobody move a file that is open.");
        using var store = Open();
        Say(store, "lobby", "one");

        File.Move(_directory.File("history.db"), _directory.File("away"));
        foreach (var call in new Action[] { () => Say(store, "lobby", "two"), () => store.ChangeTopic("lobby", "x"),
            store.WriteBack, () => store.Confirm("k", "n") })
        {
            call.Should().Throw<StoreException>().WithMessage("*history.db was deleted, moved or replaced*").Which.PublicMessage.Should().NotContain("/");
        }

        File.WriteAllText(_directory.File("history.db"), "something else");
        FluentActions.Invoking(() => Say(store, "lobby", "two")).Should().Throw<StoreException>();

        File.Move(_directory.File("away"), _directory.File("history.db"), overwrite: true);
        Say(store, "lobby", "two");
        Texts(store.ReadAfter("lobby", 0, 9)).Should().Equal("1 Bob: one", "2 Bob: two");
    }

    [Fact]
    public void WithItsLogGoneTheStoreRefusesMessagesAndSavesThemAtItsEnd()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets nobody delete a file that is open.");
        using (var store = Open())
        {
            Say(store, "lobby", "one");
            File.Delete(_directory.File("history.db-wal"));

            FluentActions.Invoking(store.WriteBack).Should().Throw<StoreException>().WithMessage("*history.db-wal was deleted*");
            FluentActions.Invoking(() => Say(store, "lobby", "two")).Should().Throw<StoreException>();
        }

        using var again = Open();
        Texts(again.ReadAfter("lobby", 0, 9)).Should().Equal("1 Bob: one");
    }

    [Fact]
    public async Task WhileAnotherProgramHoldsTheFileAnAppendWaitsWithoutAThread()
    {
        var time = new FakeTimeProvider();
        using var store = SqliteRoomStore.Open(_directory.Path, NoLimit, TimeSpan.FromSeconds(2), time);
        Say(store, "lobby", "one");
        using var other = Connect();
        Execute(other, "BEGIN IMMEDIATE");

        var append = store.AppendAsync("lobby", 1, new[] { new StoredMessage(0, 1, "Bob", "two"u8.ToArray()) }).AsTask();
        append.IsCompleted.Should().BeFalse();
        store.Open("another").LastId.Should().Be(0);
        Execute(other, "ROLLBACK");
        while (!append.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }

        (await append).Should().Be(new Appended(2));
    }

    internal override bool KeepsAll => true;

    internal override IRoomStore Create(int maxCount = 10_000) => Open(new HistoryLimit(MaxCount: maxCount));

    internal override int CountRooms(IRoomStore store) => (int)Number("history.db", "SELECT count(*) FROM room WHERE name <> 'lobby'");

    internal override void Prune(IRoomStore store) => ((SqliteRoomStore)store).Prune(DateTimeOffset.UnixEpoch);

    internal override IRoomStore Reopen(IRoomStore store, int maxCount = 10_000)
    {
        store.Dispose();
        return Create(maxCount);
    }

    public override void Dispose()
    {
        _directory.Dispose();
        base.Dispose();
    }

    private SqliteRoomStore Open(HistoryLimit? limit = null) => SqliteRoomStore.Open(_directory.Path, limit ?? NoLimit);

    private void MustBeRefusedUnchanged(string message)
    {
        var before = File.ReadAllBytes(_directory.File("history.db"));

        FluentActions.Invoking(() => Open()).Should().Throw<StoreException>().WithMessage(message);

        File.ReadAllBytes(_directory.File("history.db")).Should().Equal(before);
    }

    private static void AppendSlowly(SqliteRoomStore store, string[] texts) => store.AppendAsync(
        "lobby", 1, texts.Select(text => new StoredMessage(0, 1, "Bob", System.Text.Encoding.UTF8.GetBytes(text))).ToArray()).AsTask().GetAwaiter().GetResult();

    /// <summary>Appends messages that are this many days old on day 1000.</summary>
    private static void AppendAged(SqliteRoomStore store, params int[] days) => store.Append(
        "lobby", [.. days.Select(old => new StoredMessage(0, DateTimeOffset.UnixEpoch.AddDays(1000 - old).ToUnixTimeMilliseconds(), "Bob", "x"u8.ToArray()))]);

    private SqliteConnection Connect(string file = "history.db")
    {
        var connection = new SqliteConnection($"Data Source={_directory.File(file)};Pooling=False");
        connection.Open();
        return connection;
    }

    private void Execute(string sql)
    {
        using var connection = Connect();
        Execute(connection, sql);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private long Number(string file, string sql)
    {
        using var connection = Connect(file);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
