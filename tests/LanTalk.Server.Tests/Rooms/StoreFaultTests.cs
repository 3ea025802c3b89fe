using LanTalk.Server.History;
using Microsoft.Data.Sqlite;

namespace LanTalk.Server.Tests.Rooms;

public sealed class StoreFaultTests
{
    private const string Reason = "The disk is full.";

    [Theory]
    [InlineData("hello")]
    [InlineData("\"hello\"")]
    [InlineData("/topic new")]
    [InlineData("/history")]
    [InlineData("/search word")]
    [InlineData("/join elsewhere")]
    public async Task WhereTheHistoryLiesOnTheDiskIsToldToNoUser(string said)
    {
        var store = new FailingStore();
        await using var server = TestServer.Start(store: store);
        var bob = await server.JoinAsync("Bob");
        await bob.DrainAsync();
        store.Failure = Reason;

        await bob.SayAsync(said);

        (await bob.DrainAsync()).Should().ContainSingle().Which.Text("text").Should().Be(Reason);
        server.Log.Lines.Should().ContainSingle(line => line.Contains(FailingStore.Path));
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("/topic new")]
    [InlineData("/history")]
    public async Task TheOperatorIsToldWhereTheHistoryLies(string typed)
    {
        var store = new FailingStore();
        await using var server = TestServer.Start(store: store);
        await server.StartConsoleAsync();
        store.Failure = Reason;

        server.Terminal.Type(typed);

        (await server.Terminal.NextTextAsync()).Should().Contain(FailingStore.Path);
    }

    [Fact]
    public async Task AFaultThatEveryMessageMeetsIsLoggedOnceAMinute()
    {
        var store = new FailingStore();
        await using var server = TestServer.Start(options => options with { RateLimit = null }, store);
        var bob = await server.JoinAsync("Bob");
        store.Failure = Reason;

        for (var i = 0; i < 5; i++)
        {
            await bob.SayAsync("hello");
            await bob.DrainAsync();
        }

        Faults().Should().ContainSingle();
        server.Pass(TimeSpan.FromMinutes(1));
        await bob.SayAsync("hello");
        await bob.DrainAsync();
        Faults().Should().HaveCount(2);

        IEnumerable<string> Faults() => server.Log.Lines.Where(line => line.Contains(Reason));
    }

    /// <summary>By the codes of https://www.sqlite.org/rescode.html: those with a message of their own, and one without.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(8)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(26)]
    public void EveryErrorOfTheDatabaseHasASentenceWithoutItsPath(int code)
    {
        var fault = StoreErrors.Of(new SqliteException($"cannot use {FailingStore.Path}", code), FailingStore.Path);

        fault.Message.Should().Contain(FailingStore.Path);
        fault.PublicMessage.Should().StartWith("The server").And.EndWith(".").And.NotContain("/").And.NotContain("history.db");
    }
}
