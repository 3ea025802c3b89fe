using System.Collections.Concurrent;
using System.Net;
using LanTalk.Protocol.Security;
using LanTalk.Server.Chat;
using LanTalk.Testing;

namespace LanTalk.Server.Tests.Chat;

public sealed class SearchingTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly WatchedStore _store = new();
    private readonly BlockingCollection<CancellationToken> _searching = [];
    private readonly UserKey _bob = UserKey.Create();

    [Fact]
    public async Task ManySearchesAreDoneAFewAtATimeAndNobodyElseWaits()
    {
        using var goOn = new ManualResetEventSlim();
        _store.OnSearch = gone => goOn.Wait(gone);
        await using var server = TestServer.Start(store: _store);
        var searchers = new List<TestClient>();
        for (var i = 0; i < 12; i++)
        {
            searchers.Add(await server.JoinAsync($"searcher{i}"));
            await searchers[i].SayAsync("/search x");
        }

        var carol = await server.JoinAsync("Carol");
        var dan = await server.JoinAsync("Dan");
        await carol.SayAsync("x");
        (await dan.ReadAsync("message")).Text("text").Should().Be("x");
        goOn.Set();
        foreach (var searcher in searchers)
        {
            (await searcher.DrainAsync()).Should().Contain(message => message.Text("event") == "reply");
        }

        _store.MostSearches.Should().BeLessThanOrEqualTo(Math.Max(1, Environment.ProcessorCount / 2));
    }

    [Fact]
    public async Task AUserSearchesOnceAtATimeFromWhereverItComes()
    {
        using var goOn = new ManualResetEventSlim();
        _store.OnSearch = gone => goOn.Wait(gone);
        await using var server = TestServer.Start(store: _store);
        var here = await server.JoinAsync("Bob", _bob);
        var there = await server.JoinAsync("Bobby", _bob, IPAddress.Parse("192.168.1.11"));
        await here.SayAsync("/search x");
        await there.SayAsync("/search x");
        goOn.Set();

        (await here.DrainAsync()).Texts("system").Should().Contain("Nothing was found in lobby.");
        (await there.DrainAsync()).Texts("system").Should().Contain("Nothing was found in lobby.");
        _store.MostSearches.Should().Be(1);
    }

    [Fact]
    public async Task ASearchThatTakesTooLongIsGivenUpAndSaysSo()
    {
        await using var server = TestServer.Start(store: _store);
        _store.OnSearch = BlockUntilGone;
        var bob = await server.JoinAsync("Bob", _bob);
        await bob.DrainAsync();
        await bob.SayAsync("/search x");
        _searching.TryTake(out _, Patience).Should().BeTrue();

        server.Pass(StoreWork.SearchPatience);

        (await bob.DrainAsync()).Texts("system").Should().ContainSingle().Which.Should().StartWith("There was no answer within 5s.");
    }

    [Fact]
    public async Task ASearchEndsWithItsSession()
    {
        await using var server = TestServer.Start(store: _store);
        _store.OnSearch = BlockUntilGone;
        var bob = await server.JoinAsync("Bob", _bob);
        await bob.SayAsync("/search x");
        _searching.TryTake(out var gone, Patience).Should().BeTrue();
        var ended = new TaskCompletionSource();
        await using var registration = gone.Register(ended.SetResult);

        server.Get<LanTalk.Server.Sessions.SessionRegistry>().Find("Bob")!.Ending.TryRequest("left");

        await ended.Task.WaitAsync(Patience);
        (await bob.ReadToEndAsync()).Texts("message").Should().BeEmpty();
    }

    [Fact]
    public async Task TheAnswerSaysWhichRoomsWereSearchedAndInAllSearchesAllOfTheUser()
    {
        await using var server = TestServer.Start();
        var carol = await server.JoinAsync("Carol");
        await carol.SayAsync("/join secret");
        await carol.SayAsync("the printer is on fire");
        await carol.DrainAsync();
        var bob = await server.JoinAsync("Bob", _bob);
        await bob.SayAsync("a printer in the lobby");
        await bob.DrainAsync();
        server.Time.Advance(TimeSpan.FromMinutes(1));
        await bob.SendAsync("""{"type":"join","room":"ops"}""");
        await bob.SendAsync("""{"type":"message","text":"a printer in ops","room":"ops"}""");
        await bob.DrainAsync();

        (await AnswersAsync("printer")).Should().Equal("Found in lobby. in:all searches all your rooms.", "Bob: a printer in the lobby");
        (await AnswersAsync("printer in:OPS")).Should().Equal("Found in ops. in:all searches all your rooms.", "Bob: a printer in ops");
        (await AnswersAsync("in:all printer")).Should().Equal(
            "Found in lobby, ops.", "[lobby] Bob: a printer in the lobby", "[ops] Bob: a printer in ops");
        (await AnswersAsync("in:all toner")).Should().Equal("Nothing was found in lobby, ops.");
        (await AnswersAsync("in:secret printer")).Should().Equal("You are not in secret. in: takes a room that you are in, or in:all for all of them.");
        (await AnswersAsync("in:a in:b x")).Should().Equal("in: is there twice; in:all is for all rooms.");

        async Task<IEnumerable<string?>> AnswersAsync(string words)
        {
            await bob.SayAsync($"/search {words}");
            return (await bob.DrainAsync()).Texts("system");
        }
    }

    private void BlockUntilGone(CancellationToken gone)
    {
        _searching.Add(gone, CancellationToken.None);
        gone.WaitHandle.WaitOne();
        gone.ThrowIfCancellationRequested();
    }
}
