namespace LanTalk.Server.Tests.Rooms;

public sealed class StoreFirstTests
{
    [Fact]
    public async Task WhatTheStoreDoesNotTakeIsRefusedToItsAuthorAndNobodySeesIt()
    {
        var store = new FailingStore();
        await using var server = TestServer.Start(store: store);
        var bob = await server.JoinAsync("Bob");
        var carol = await server.JoinAsync("Carol");
        await bob.DrainAsync();

        store.Failure = "The disk is full.";
        await bob.SayAsync("lost");
        var refusal = (await bob.DrainAsync()).Should().ContainSingle().Which;
        store.Failure = null;
        await bob.SayAsync("kept");

        refusal.Text("event").Should().Be("refused");
        refusal.Text("text").Should().Be("The disk is full.");
        var seen = await carol.ReadAsync("message");
        seen.Text("text").Should().Be("kept");
        seen.GetProperty("id").GetInt64().Should().Be(1);
        store.Kept.Should().Equal("kept");
    }

    [Fact]
    public async Task EventsAreShownWhileTheStoreFails()
    {
        var store = new FailingStore();
        await using var server = TestServer.Start(store: store);
        var bob = await server.JoinAsync("Bob");
        await bob.DrainAsync();
        store.Failure = "The disk is full.";

        await server.JoinAsync("Carol");
        await bob.SayAsync("/nick Robert");

        (await bob.DrainAsync()).Texts("system").Should().Equal("Carol joined from 192.168.1.10.", "Bob is now known as Robert.");
    }

    [Fact]
    public async Task APongProvesThatWhatWasSaidBeforeIsStored()
    {
        var store = new FailingStore();
        await using var server = TestServer.Start(options => options with { RateLimit = null }, store);
        var bob = await server.JoinAsync("Bob");
        for (var i = 1; i <= 200; i++)
        {
            await bob.SayAsync($"{i}");
            await bob.DrainAsync();
            store.Kept.Should().HaveCount(i);
        }
    }

    [Fact]
    public async Task MessagesAreNumberedInTheOrderInWhichTheyAreShown()
    {
        await using var server = TestServer.Start(options => options with { RateLimit = null });
        var carol = await server.JoinAsync("Carol");
        var talkers = new[] { await server.JoinAsync("a"), await server.JoinAsync("b"), await server.JoinAsync("c") };
        await Task.WhenAll(talkers.Select(async talker =>
        {
            for (var i = 0; i < 100; i++)
            {
                await talker.SayAsync(i % 2 == 0 ? $"{i}" : $"\"{i}\"");
            }
        }));

        for (var id = 1; id <= 300; id++)
        {
            (await carol.ReadAsync("message")).GetProperty("id").GetInt64().Should().Be(id);
        }
    }

    [Fact]
    public async Task ANewcomerSeesTheLastMessagesAndWhereTheNewsBegin()
    {
        await using var server = TestServer.Start(options => options with { RateLimit = null, Backlog = 3 });
        var bob = await server.JoinAsync("Bob");
        foreach (var text in new[] { "one", "two", "three", "\"four\"" })
        {
            await bob.SayAsync(text);
        }

        await bob.SayAsync("/me waves");
        await bob.DrainAsync();
        var carol = await server.JoinAsync("Carol");
        await bob.SayAsync("new");

        var seen = new[] { await carol.ReadAsync(), await carol.ReadAsync(), await carol.ReadAsync(), await carol.ReadAsync(), await carol.ReadAsync() };
        seen.Select(message => message.Text("text")).Should().Equal("three", "\"four\"", "waves", "Above: the last 3 messages. /history shows more.", "new");
        seen[2].GetProperty("action").GetBoolean().Should().BeTrue();
        seen[3].Text("event").Should().Be("backlog");
    }

    [Fact]
    public async Task TheBacklogOfYesterdayTellsItsDate()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob");
        await bob.SayAsync("good night");
        await bob.DrainAsync();
        var carol = await server.JoinAsync("Carol");
        (await carol.ReadAsync("message")).Text("ts").Should().Be("14:22");

        server.Time.Advance(TimeSpan.FromDays(1));
        var dan = await server.JoinAsync("Dan");

        (await dan.ReadAsync("message")).Text("ts").Should().Be("01-02 14:22");
    }
}
