using System.Text;
using LanTalk.Protocol.Security;
using LanTalk.Server.History;
using LanTalk.Server.Rooms;
using LanTalk.Server.Users;

namespace LanTalk.Server.Tests.Rooms;

/// <summary>A room's turn with stores that are slow, answer with others' messages, or break.</summary>
public sealed class TurnTests : IDisposable
{
    private readonly FailingStore _store = new();
    private readonly UserKey _key = UserKey.Create();

    public void Dispose() => _key.Dispose();

    [Fact]
    public void EventsWithoutEndDoNotFillTheMemoryWhileTheStoreDoesNotAnswer()
    {
        var inbox = new RoomInbox();
        var told = new byte[1024];
        var count = 0;
        while (count < 100_000 && inbox.TryAddEvent(told, author: null))
        {
            count++;
        }

        inbox.AddLoss("lost"u8);
        inbox.AddLoss("lost"u8);

        count.Should().BeLessThan(20_000);
        inbox.Take().Entries.Should().HaveCount(count + 1, "what is lost is told once");
        inbox.TryAddEvent(told, author: null).Should().BeTrue();
    }

    [Fact]
    public async Task WhatOthersPostedByWayOfTheStoreIsShownInItsOrder()
    {
        await using var server = TestServer.Start(store: _store);
        var carol = await server.JoinAsync("Carol");
        var bob = await server.JoinAsync("Bob", _key);
        await bob.DrainAsync();
        await carol.DrainAsync();
        _store.Others.Add(Foreign("from elsewhere", "f1"));
        _store.Others.Add(Foreign("twice", "n2"));

        // The second one reached another server first, and is not posted again.
        await bob.SendAsync("""
            {"type":"message","text":"mine","nonce":"n1"}
            {"type":"message","text":"twice","nonce":"n2"}
            """);

        var answer = (await bob.DrainAsync()).Single(message => message.Text("type") == "ack");
        var seen = await carol.DrainAsync();
        seen.Texts("message").Should().Equal("from elsewhere", "twice", "mine");
        seen.Select(message => message.GetProperty("id").GetInt64()).Should().Equal(1, 2, 3);
        (answer.Text("nonce"), answer.GetProperty("id").GetInt64()).Should().Be(("n2", 2L));
        await bob.SendJsonAsync(new { type = "message", text = "again", nonce = "n2" });
        (await bob.DrainAsync()).Should().ContainSingle().Which.Text("type").Should().Be("ack");
    }

    [Fact]
    public async Task WhileTheStoreTakesItsTimeOtherRoomsGoOn()
    {
        await using var server = TestServer.Start(store: _store);
        var bob = await server.JoinAsync("Bob");
        var carol = await server.JoinAsync("Carol", _key);
        await carol.SendJsonAsync(new { type = "join", room = "ops" });
        await carol.DrainAsync();
        await bob.SayAsync("/join ops");
        await bob.DrainAsync();
        await carol.DrainAsync();

        var delay = _store.Delay = new TaskCompletionSource();
        await bob.SayAsync("slow");
        await server.JoinAsync("Dan");
        _store.Delay = null;
        delay.SetResult();

        (await carol.ReadAsync("message")).Text("text").Should().Be("slow");
    }

    [Fact]
    public async Task AnErrorThatNobodyExpectsEndsOneBatchAndTheRoomGoesOn()
    {
        await using var server = TestServer.Start(store: _store);
        var bob = await server.JoinAsync("Bob", _key);
        await bob.DrainAsync();
        _store.FaultAfterwards = new InvalidOperationException("broken");

        await bob.SendJsonAsync(new { type = "message", text = "one", nonce = "n1" });
        var refusal = (await bob.DrainAsync()).Should().ContainSingle().Which;
        (refusal.Text("event"), refusal.Text("nonce")).Should().Be(("refused", "n1"));
        refusal.Text("text").Should().NotContain("broken");
        server.Log.Lines.Should().ContainSingle(line => line.Contains("broken"));

        // The store kept it without confirming it, so a repeat is recognised, and everybody is shown the message.
        await bob.SendJsonAsync(new { type = "message", text = "one", nonce = "n1" });
        await bob.SendJsonAsync(new { type = "message", text = "two", nonce = "n2" });
        (await bob.DrainAsync()).Select(message => (message.Text("type"), message.Text("nonce"), message.GetProperty("id").GetInt64()))
            .Should().BeEquivalentTo([("message", "n1", 1L), ("ack", "n1", 1L), ("message", "n2", 2L)]);
    }

    [Fact]
    public async Task AnErrorInWhatARoomIsToDoEndsNothingElse()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", _key);
        await bob.DrainAsync();
        var room = server.Get<RoomRegistry>().Lobby;
        room.Join(new BrokenReader());
        await room.FlushAsync();

        await bob.SendJsonAsync(new { type = "message", text = "one", nonce = "n1" });
        room.Join(new BrokenReader { ThrowsAtOnce = true });
        await bob.SendJsonAsync(new { type = "message", text = "two", nonce = "n2" });

        (await bob.DrainAsync()).Texts("message").Should().Equal("one", "two");

        // The second one is of a later turn: an error of the turn before it has been logged by then.
        await room.FlushAsync();
        await room.FlushAsync();
        server.Log.Lines.Should().Contain(line => line.Contains("lobby") && line.Contains("a broken reader"));
    }

    [Fact]
    public async Task ATopicIsChangedInTheRoomsOrderAndNoThreadWaitsForTheStore()
    {
        await using var server = TestServer.Start(store: _store);
        var bob = await server.JoinAsync("Bob");
        var carol = await server.JoinAsync("Carol");
        await bob.DrainAsync();
        await carol.DrainAsync();
        var delay = _store.Delay = new TaskCompletionSource();

        await bob.SayAsync("before");
        await bob.SayAsync("/topic new");
        var login = await server.JoinAsync("Dan");
        _store.Delay = null;
        delay.SetResult();

        await bob.DrainAsync();
        var seen = (await carol.DrainAsync()).Select(message => message.Text("text"));
        seen.Where(text => text?.StartsWith("Dan", StringComparison.Ordinal) == false).Should().Equal("before", "Bob changed the topic: new");
        server.Get<RoomRegistry>().Lobby.Topic.Should().Be("new");
        login.Should().NotBeNull();
    }

    [Fact]
    public async Task WhoeverComesToARoomThatOpensSlowlyWaitsAlone()
    {
        await using var server = TestServer.Start(options => options with { MaxRooms = 2 }, _store);
        var rooms = server.Get<RoomRegistry>();
        var opening = _store.OpeningDelay = new TaskCompletionSource();

        var first = rooms.EnterAsync("slow", new User("Bob")).AsTask();
        var second = rooms.EnterAsync("slow", new User("Carol")).AsTask();
        (await rooms.EnterAsync("one too many", new User("Dan"))).Room.Should().BeNull();
        (await rooms.EnterAsync("lobby", new User("Dan"))).Room.Should().Be(rooms.Lobby);
        rooms.All.Select(room => room.Name).Should().Equal("lobby");
        first.IsCompleted.Should().BeFalse();
        opening.SetResult();

        (await first).Room.Should().NotBeNull().And.Be((await second).Room);
        rooms.All.Single(room => room.Name == "slow").Members.Names.Should().Equal("Bob", "Carol");
    }

    [Fact]
    public async Task ARoomThatCannotBeOpenedIsTriedAnewByTheNextOne()
    {
        await using var server = TestServer.Start(options => options with { MaxRooms = 2 }, _store);
        var rooms = server.Get<RoomRegistry>();
        _store.Failure = "The disk is full.";
        await FluentActions.Awaiting(() => rooms.EnterAsync("ops", new User("Dan")).AsTask()).Should().ThrowAsync<StoreException>();
        _store.Failure = null;

        (await rooms.EnterAsync("ops", new User("Dan"))).Room.Should().NotBeNull();
    }

    [Fact]
    public async Task TimesFollowTheOrderWhereTheClockIsSetBackALittle()
    {
        var writer = new RoomWriter("lobby", _store, new RoomHead("epoch", 1, 0, LastAt: 1_000_000));
        foreach (var at in new long[] { 990_000, 1_000_001, 950_000, 100_000, 100_001 })
        {
            var inbox = new RoomInbox();
            inbox.TryAddMessage(new Author(), "Bob", isAction: false, at, "{"u8, "text"u8, nonce: null);
            (await writer.StoreAsync(inbox.Take())).Should().BeNull();
        }

        _store.ReadAfter("lobby", 0, 9).Select(message => message.At).Should().Equal(1_000_000, 1_000_001, 1_000_001, 100_000, 100_001);
    }

    private static StoredMessage Foreign(string text, string nonce) => new(0, 1, "Eve", Encoding.UTF8.GetBytes(text), Sender: "eve", Nonce: nonce);

    private sealed class Author : IRoomAuthor
    {
        public User? User => null;

        public void NotPosted(string reason, string? nonce) => throw new InvalidOperationException("It is posted.");

        public void PostedBefore(string nonce, long id) => throw new InvalidOperationException("It is new.");
    }

    private sealed class BrokenReader : IRoomReader
    {
        public bool ThrowsAtOnce { get; init; }

        public int Index { get; set; }

        public IFrameTranslator? Translator => null;

        public void Begin(RoomLog log, long lastId) => ThrowIf(ThrowsAtOnce);

        public void Wake() => ThrowIf(true);

        private static void ThrowIf(bool broken)
        {
            if (broken)
            {
                throw new InvalidOperationException("a broken reader");
            }
        }
    }
}
