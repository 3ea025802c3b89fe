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

        (await here.DrainAsync()).Texts("system").Should().Contain("Nothing was found.");
        (await there.DrainAsync()).Texts("system").Should().Contain("Nothing was found.");
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

    private void BlockUntilGone(CancellationToken gone)
    {
        _searching.Add(gone, CancellationToken.None);
        gone.WaitHandle.WaitOne();
        gone.ThrowIfCancellationRequested();
    }
}
