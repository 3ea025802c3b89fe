using System.Text;
using CsCheck;
using LanTalk.Server.History;

namespace LanTalk.Server.Tests.History;

/// <summary>The contract of every store of rooms.</summary>
public abstract class RoomStoreContract : IDisposable
{
    private const string Room = "lobby";
    private const long Start = 1_795_000_000_000;

    /// <summary>Creates a store that keeps the last <paramref name="maxCount"/> messages of a room once it is pruned, or at once.</summary>
    internal abstract IRoomStore Create(int maxCount = 10_000);

    /// <summary>Deletes messages beyond the limit, if the store does not do so by itself.</summary>
    internal abstract void Prune(IRoomStore store);

    /// <summary>Closes a store and opens it again; the same one if it ends with the process.</summary>
    internal abstract IRoomStore Reopen(IRoomStore store, int maxCount = 10_000);

    [Fact]
    public void ANewRoomIsEmptyAndItsFirstIdIsOne()
    {
        using var store = Create();

        var head = store.Open(Room);

        head.Should().BeEquivalentTo(new { FirstId = 1L, LastId = 0L });
        head.Epoch.Should().NotBeEmpty();
        store.Open("other").Epoch.Should().NotBe(head.Epoch);
        store.Open(Room).Should().Be(head);
        store.ReadBefore(Room, long.MaxValue, 50).Should().BeEmpty();
        store.ReadAfter(Room, 0, 50).Should().BeEmpty();
    }

    [Fact]
    public void WhatIsKeptComesBackAsItWas()
    {
        using var store = Create();
        var messages = new[]
        {
            new StoredMessage(1, Start, "Bob", Utf8("hi"), false, "ed25519:abc", "n-1"),
            new StoredMessage(2, Start - 1, "alice-2", Utf8(""), true),
            new StoredMessage(3, 0, "Bob", Utf8("Grüße, 你好 🎉 'quoted' \"twice\"\n\0end")),
        };

        store.Append(Room, messages);

        Texts(store.ReadAfter(Room, 0, 10)).Should().Equal(Texts(messages));
        store.ReadBefore(Room, 2, 10).Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Id = 1L, At = Start, User = "Bob", IsAction = false, Sender = "ed25519:abc", Nonce = "n-1" });
        store.ReadAfter(Room, 1, 1).Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Id = 2L, At = Start - 1, User = "alice-2", IsAction = true, Sender = "", Nonce = "" });
        store.Open(Room).Should().BeEquivalentTo(new { FirstId = 1L, LastId = 3L });
    }

    [Fact]
    public void TheTextBelongsToTheCallerAgainAfterwards()
    {
        using var store = Create();
        var buffer = Utf8("before");
        store.Append(Room, new StoredMessage(0, Start, "Bob", buffer));

        Utf8("after!").CopyTo(buffer, 0);

        Texts(store.ReadAfter(Room, 0, 1)).Should().ContainSingle().Which.Should().EndWith("before");
    }

    [Fact]
    public void RoomsAreNumberedEachForItself()
    {
        using var store = Create();
        Say(store, Room, "one", "two");
        Say(store, "other", "three");
        Say(store, Room, "four");

        Texts(store.ReadAfter(Room, 0, 9)).Should().Equal("1 Bob: one", "2 Bob: two", "3 Bob: four");
        Texts(store.ReadBefore("other", long.MaxValue, 9)).Should().Equal("1 Bob: three");
        Found(store, "three").Should().BeEmpty();
    }

    [Fact]
    public void AnAppendAnswersWithTheIdsThatItGave()
    {
        using var store = Create();

        store.Append(Room, Message("one"), Message("two")).Should().Be(new Appended(1));
        store.Append(Room, Message("three")).Should().Be(new Appended(3));
        store.Append("other", Message("one")).Should().Be(new Appended(1));
        Texts(store.ReadAfter(Room, 0, 9)).Should().Equal("1 Bob: one", "2 Bob: two", "3 Bob: three");
    }

    [Fact]
    public void ToAppendAfterAnyButTheLastMessageIsAFaultOfTheCaller()
    {
        using var store = Create();
        Say(store, Room, "one");

        foreach (var after in new long[] { 0, 2, -1, long.MaxValue })
        {
            FluentActions.Invoking(() => store.AppendAfter(Room, after, [Message("x")])).Should().Throw<ArgumentException>();
        }

        store.Append(Room);
        store.Open(Room).LastId.Should().Be(1);
    }

    [Fact]
    public void AnAppendThatIsCompleteAtOnceAllocatesNothingOfItsOwn()
    {
        using var store = Create(maxCount: 64);
        var batch = new[] { new StoredMessage(0, Start, "Bob", ReadOnlyMemory<byte>.Empty) };
        for (var i = 0; i < 200; i++)
        {
            store.AppendAfter(Room, i, batch);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 200; i < 300; i++)
        {
            store.AppendAfter(Room, i, batch);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Fact]
    public void NothingIsKeptOfARoomInWhichNothingWasSaid()
    {
        var store = Create();
        var epoch = store.Open("empty").Epoch;
        store.Open("topic");
        store.ChangeTopic("topic", "x");
        store.ChangeTopic("topic", "");
        store.ChangeTopic("other", "");
        store.ReadAfter("read", 0, 1).Should().BeEmpty();
        store.Search("searched", new SearchQuery(["x"]), 1).Should().BeEmpty();

        store.Open("empty").Epoch.Should().Be(epoch, "a client may come back with it");
        CountRooms(store).Should().Be(0);
        store = Reopen(store);
        store.Open("empty").Epoch.Should().Be(epoch, "a client may come back with it");
        Say(store, "empty", "one");
        store.Open("empty").Should().BeEquivalentTo(new { Epoch = epoch, LastId = 1L });
        store.Dispose();
    }

    [Fact]
    public void ARoomKnowsWhenItsLastMessageWasPosted()
    {
        var store = Create();
        store.Open(Room).LastAt.Should().Be(0);
        store.Append(Room, Message("one") with { At = 5 }, Message("two") with { At = 7 });

        store.Open(Room).LastAt.Should().Be(7);
        store = Reopen(store);
        store.Open(Room).LastAt.Should().Be(7);
        store.Dispose();
    }

    [Fact]
    public void PagesMeetWithoutGapOrOverlap()
    {
        using var store = Create();
        Say(store, Room, [.. Enumerable.Range(1, 25).Select(i => $"{i}")]);

        Ids(store.ReadBefore(Room, long.MaxValue, 10)).Should().Equal(Enumerable.Range(16, 10).Select(i => (long)i));
        Ids(store.ReadBefore(Room, 16, 10)).Should().Equal(Enumerable.Range(6, 10).Select(i => (long)i));
        Ids(store.ReadBefore(Room, 6, 10)).Should().Equal(1, 2, 3, 4, 5);
        Ids(store.ReadBefore(Room, 1, 10)).Should().BeEmpty();
        Ids(store.ReadAfter(Room, 20, 3)).Should().Equal(21, 22, 23);
        Ids(store.ReadAfter(Room, 25, 3)).Should().BeEmpty();
        Ids(store.ReadAfter(Room, long.MaxValue, 3)).Should().BeEmpty();
        Ids(store.ReadAfter(Room, -5, 1)).Should().Equal(1);
        store.ReadBefore(Room, long.MaxValue, 0).Should().BeEmpty();
    }

    [Fact]
    public void ASliceEndsAtItsBytesAndTheNextOneGoesOnThere()
    {
        using var store = Create();
        Say(store, Room, "four", "and six", new string('x', 1_000), "end");

        Ids(store.ReadAfter(Room, 0, 9, maxBytes: 11)).Should().Equal(1, 2);
        Ids(store.ReadAfter(Room, 0, 9, maxBytes: 10)).Should().Equal(1);
        Ids(store.ReadAfter(Room, 2, 9, maxBytes: 10)).Should().Equal([3], "one is read however long it is");
        Ids(store.ReadAfter(Room, 0, 9, maxBytes: 0)).Should().Equal(1);
        Ids(store.ReadAfter(Room, 0, 1, maxBytes: 10_000)).Should().Equal(1);
        Ids(store.ReadAfter(Room, 0, 9)).Should().Equal(1, 2, 3, 4);
    }

    [Theory]
    [InlineData("fox", "1")]
    [InlineData("FOX", "1")]
    [InlineData("grusse", "2")]
    [InlineData("Grüße", "2")]
    [InlineData("GRÜSSE", "2")]
    [InlineData("quick brown", "1")]
    [InlineData("brown quick", "1")]
    [InlineData("\"quick brown\"", "1")]
    [InlineData("\"brown quick\"", "")]
    [InlineData("quic", "")]
    [InlineData("the", "1,3,4")]
    [InlineData("the from:bob", "1,4")]
    [InlineData("from:BOB", "1,4")]
    [InlineData("from:bob-2", "3")]
    [InlineData("from:nobody", "")]
    [InlineData("bob", "3")]
    [InlineData("or", "4")]
    [InlineData("626F62", "")]
    [InlineData("NEAR(the)", "")]
    [InlineData("text:fox", "")]
    [InlineData("fox*", "1")]
    [InlineData("-fox", "1")]
    [InlineData("it's", "4")]
    public void ASearchFindsWordsPhrasesAndNames(string text, string ids)
    {
        using var store = Create();
        store.Append(Room,
        [
            new StoredMessage(1, Start, "Bob", Utf8("The quick brown fox")),
            new StoredMessage(2, Start, "Alice", Utf8("Viele Grüsse!")),
            new StoredMessage(3, Start, "Bob-2", Utf8("the dog of Bob")),
            new StoredMessage(4, Start, "bob", Utf8("\"the\" cat OR' it's; DROP TABLE message--")),
        ]);

        string.Join(',', Found(store, text)).Should().Be(ids);
    }

    [Fact]
    public void ASearchGivesTheNewestOldestFirst()
    {
        using var store = Create();
        Say(store, Room, [.. Enumerable.Range(1, 500).Select(i => i % 2 == 0 ? "even hit" : "odd")]);

        Ids(store.Search(Room, new SearchQuery(["hit"]), 3)).Should().Equal(496, 498, 500);
        Ids(store.Search(Room, new SearchQuery([]), 2)).Should().Equal(499, 500);
    }

    [Fact]
    public void ASearchThatIsGivenUpSaysSoAndTheNextOneFinds()
    {
        using var store = Create();
        Say(store, Room, "hit");

        store.Invoking(it => it.Search(Room, new SearchQuery(["hit"]), 3, new CancellationToken(canceled: true))).Should().Throw<OperationCanceledException>();

        Ids(store.Search(Room, new SearchQuery(["hit"]), 3)).Should().Equal(1);
    }

    [Fact]
    public void ASearchSinceATimeHoldsEvenIfTheClockWasSetBack()
    {
        const long Hour = 3_600_000;
        using var store = Create();
        var times = new[] { 1, 2, 5, 3, 9, 4, 5 };
        store.Append(Room, [.. times.Select((at, i) => new StoredMessage(i + 1, at * Hour, "Bob", Utf8("tick")))]);

        Ids(store.Search(Room, new SearchQuery(["tick"], Since: 5 * Hour), 9)).Should().Equal(3, 5, 7);
        Ids(store.Search(Room, new SearchQuery([], "Bob", 5 * Hour), 9)).Should().Equal(3, 5, 7);
        Ids(store.Search(Room, new SearchQuery([], null, 5 * Hour + 1), 9)).Should().Equal(5);
        Ids(store.Search(Room, new SearchQuery(["tick"], Since: 10 * Hour), 9)).Should().BeEmpty();
    }

    [Fact]
    public void TheSenderAndTheNonceAreKept()
    {
        using var store = Create();
        store.Append(Room, [new StoredMessage(1, Start, "Bob", Utf8("x"), Sender: "b", Nonce: "n"), new StoredMessage(2, Start, "Alice", Utf8("x"))]);

        store.ReadBefore(Room, long.MaxValue, 9).Select(message => (message.Sender, message.Nonce)).Should().Equal(("b", "n"), ("", ""));
    }

    [Fact]
    public void ATopicIsKeptUntilItIsTakenAway()
    {
        using var store = Create();
        store.Open(Room).Topic.Should().BeNull();
        store.ChangeTopic(Room, "On call");
        store.Open(Room).Topic.Should().Be("On call");
        store.ChangeTopic(Room, "");
        store.Open(Room).Topic.Should().BeNull();
    }

    [Fact]
    public void ARoomCountsOnceItHasAMessageOrATopic()
    {
        using var store = Create();
        store.Open("empty");
        Say(store, "talk", "one");
        store.ChangeTopic("topic", "x");

        store.ReadNames().Should().BeEquivalentTo("talk", "topic");
    }

    [Fact]
    public void AfterPruningIdsGoOn()
    {
        using var store = Create(maxCount: 3);
        Say(store, Room, "one", "two", "three", "four", "five");
        Prune(store);

        store.Open(Room).Should().BeEquivalentTo(new { FirstId = 3L, LastId = 5L });
        Ids(store.ReadAfter(Room, 0, 9)).Should().Equal(3, 4, 5);
        Found(store, "two").Should().BeEmpty();
        Found(store, "four").Should().Equal(4);
        Say(store, Room, "six");
        Ids(store.ReadBefore(Room, long.MaxValue, 1)).Should().Equal(6);
    }

    [Fact]
    public void WhateverIsDoneItAgreesWithAList()
    {
        const int Kept = 40;
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 60], Gen.Int[0, 12]).Array[1, 25].Sample(
            steps =>
            {
                var room = $"room {Guid.NewGuid()}";
                var store = Create(Kept);
                try
                {
                    var model = new List<string>();
                    var pruned = 0;
                    foreach (var (kind, a, b) in steps)
                    {
                        switch (kind)
                        {
                            case 0:
                                Say(store, room, [.. Enumerable.Range(model.Count, b).Select(i => $"w{i % 7} x")]);
                                model.AddRange(Enumerable.Range(model.Count, b).Select(i => $"{i + 1} Bob: w{i % 7} x"));
                                pruned = KeepsAll ? pruned : Math.Max(0, model.Count - Kept);
                                break;
                            case 1:
                                Texts(store.ReadBefore(room, a, b)).Should().Equal(model.Take(a - 1).Skip(pruned).TakeLast(b));
                                Texts(store.ReadAfter(room, a, b)).Should().Equal(model.Skip(Math.Max(a, pruned)).Take(b));
                                break;
                            case 2:
                                Texts(store.Search(room, new SearchQuery([$"w{a % 7}"]), b)).Should().Equal(
                                    model.Skip(pruned).Where(line => line.Contains($"w{a % 7} ")).TakeLast(b));
                                break;
                            case 3:
                                Prune(store);
                                pruned = Math.Max(0, model.Count - Kept);
                                break;
                            default:
                                store = Reopen(store, Kept);
                                break;
                        }

                        store.Open(room).Should().BeEquivalentTo(new { FirstId = pruned + 1L, LastId = (long)model.Count });
                    }
                }
                finally
                {
                    store.Dispose();
                }
            },
            iter: 40,
            threads: 1);
    }

    /// <inheritdoc/>
    public virtual void Dispose() => GC.SuppressFinalize(this);

    /// <summary>Whether nothing is deleted before <see cref="Prune"/>.</summary>
    internal abstract bool KeepsAll { get; }

    internal static void Say(IRoomStore store, string room, params string[] texts)
    {
        var next = store.Open(room).LastId + 1;
        store.Append(room, [.. texts.Select((text, i) => new StoredMessage(next + i, Start + next + i, "Bob", Utf8(text)))]);
    }

    internal static IEnumerable<long> Found(IRoomStore store, string query)
    {
        SearchQuery.TryParse(query, TimeProvider.System, out var parsed, out var error).Should().BeTrue(error);
        return Ids(store.Search(Room, parsed!, 50));
    }

    internal static IEnumerable<long> Ids(IEnumerable<StoredMessage> messages) => messages.Select(message => message.Id);

    internal static IEnumerable<string> Texts(IEnumerable<StoredMessage> messages) =>
        messages.Select(message => $"{message.Id} {message.User}: {Encoding.UTF8.GetString(message.Text.Span)}");

    /// <summary>How many rooms the store remembers besides the lobby.</summary>
    internal abstract int CountRooms(IRoomStore store);

    private static StoredMessage Message(string text) => new(0, Start, "Bob", Utf8(text));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
