using System.Text.Json;
using LanTalk.Protocol.Security;

namespace LanTalk.Server.Tests.Chat;

public sealed class PastMessagesTests : IDisposable
{
    private readonly UserKey _bob = UserKey.Create();

    public void Dispose() => _bob.Dispose();

    [Theory]
    [InlineData("""{"type":"history","limit":3}""", "6 7 8", false)]
    [InlineData("""{"type":"history","before":6,"limit":3}""", "3 4 5", false)]
    [InlineData("""{"type":"history","before":4,"limit":3}""", "1 2 3", true)]
    [InlineData("""{"type":"history","before":4}""", "1 2 3", true)]
    [InlineData("""{"type":"history","before":1}""", "", true)]
    [InlineData("""{"type":"history","before":-5,"limit":-5}""", "", true)]
    [InlineData("""{"type":"history","after":2,"limit":3}""", "3 4 5", false)]
    [InlineData("""{"type":"history","after":5,"limit":3}""", "6 7 8", true)]
    [InlineData("""{"type":"history","after":8}""", "", true)]
    [InlineData("""{"type":"history","limit":999999999999}""", "1 2 3 4 5 6 7 8", true)]
    public async Task APageIsToldOldestFirstAndSaysWhereItEnds(string question, string ids, bool isEnd)
    {
        await using var server = await StartAsync(8);
        var bob = await server.JoinAsync("Bob", _bob);
        await bob.DrainAsync();

        await bob.SendAsync(question);

        var page = await bob.ReadAsync("history");
        Ids(page).Should().Be(ids);
        page.Text("room").Should().Be("lobby");
        var isForward = page.TryGetProperty("after", out _);
        page.TryGetProperty(isForward ? "last" : "first", out var end).Should().Be(isEnd);
        if (isEnd)
        {
            end.GetBoolean().Should().BeTrue();
            page.TryGetProperty("reached", out _).Should().BeFalse();
        }
        else
        {
            page.GetProperty("reached").GetInt64().Should().Be(page.GetProperty("messages")[isForward ? 2 : 0].GetProperty("id").GetInt64());
        }
    }

    [Fact]
    public async Task AMessageIsToldWithAllThatIsKnownOfIt()
    {
        await using var server = TestServer.Start();
        var carol = await server.JoinAsync("Carol");
        await carol.SayAsync("/me waves");
        await carol.DrainAsync();
        var bob = await server.JoinAsync("Bob", _bob);
        await bob.DrainAsync();

        await bob.SendAsync("""{"type":"history"}""");

        (await bob.ReadAsync("history")).GetProperty("messages").GetRawText()
            .Should().Be($$"""[{"id":1,"user":"Carol","text":"waves","at":{{server.Time.GetUtcNow().ToUnixTimeMilliseconds()}},"action":true}]""");
    }

    [Fact]
    public async Task WhoIsIgnoredIsInNeitherAnswer()
    {
        await using var server = await StartAsync(3);
        var bob = await server.JoinAsync("Bob", _bob);
        await bob.SayAsync("said by Bob");
        await bob.SayAsync("/ignore Carol");
        await bob.DrainAsync();

        await bob.SendAsync("""{"type":"history"}""");
        await bob.SendAsync("""{"type":"search","query":"said"}""");

        Ids(await bob.ReadAsync("history")).Should().Be("4");
        Ids(await bob.ReadAsync("found")).Should().Be("4");
    }

    [Fact]
    public async Task APageOfLongTextsIsShorterAndTheNextOneGoesOnWhereItEnded()
    {
        await using var server = TestServer.Start(options => options with { RateLimit = null });
        var carol = await server.JoinAsync("Carol");
        for (var i = 0; i < 40; i++)
        {
            await carol.SayAsync(new string('x', 4096));
        }

        await carol.DrainAsync();
        var bob = await server.JoinAsync("Bob", _bob, buffer: 4 * 1024 * 1024);
        await bob.DrainAsync();
        await bob.SendAsync("""{"type":"history"}""");
        var first = await bob.ReadAsync("history");
        await bob.SendJsonAsync(new { type = "history", before = first.GetProperty("reached").GetInt64() });
        var second = await bob.ReadAsync("history");

        first.GetProperty("messages").GetArrayLength().Should().Be(32);
        (Ids(second) + " " + Ids(first)).Should().Be(string.Join(' ', Enumerable.Range(1, 40)));
        second.GetProperty("first").GetBoolean().Should().BeTrue();
    }

    [Fact]
    public async Task ASearchFindsInTheRoomsThatItNames()
    {
        await using var server = await StartAsync(2);
        var bob = await server.JoinAsync("Bob", _bob);
        await bob.SendAsync("""{"type":"join","room":"ops"}""");
        await bob.SendAsync("""{"type":"message","text":"said in ops","room":"ops"}""");
        await bob.DrainAsync();

        await bob.SendAsync("""{"type":"search","query":"said in:all"}""");
        await bob.SendAsync("""{"type":"search","room":"ops","query":"from:bob said"}""");

        var all = await bob.ReadAsync("found");
        all.Text("query").Should().Be("said in:all");
        all.GetProperty("rooms").GetRawText().Should().Be("""["lobby","ops"]""");
        all.GetProperty("messages").EnumerateArray().Select(message => message.Text("room")).Should().Equal("lobby", "lobby", "ops");
        (await bob.ReadAsync("found")).GetProperty("messages").GetArrayLength().Should().Be(1);
    }

    [Theory]
    [InlineData("""{"type":"history","room":"secret"}""", "You are not in secret.")]
    [InlineData("""{"type":"search","room":"secret","query":"x"}""", "You are not in secret.")]
    [InlineData("""{"type":"search","query":"in:secret x"}""", "You are not in secret.*")]
    [InlineData("""{"type":"search","query":""}""", "There is nothing to look for*")]
    public async Task WhatCannotBeAnsweredIsRefused(string question, string refusal)
    {
        await using var server = await StartAsync(1);
        var bob = await server.JoinAsync("Bob", _bob);
        await bob.DrainAsync();

        await bob.SendAsync(question);

        var answer = await bob.ReadAsync();
        answer.Text("event").Should().Be("refused");
        answer.Text("text").Should().Match(refusal);
    }

    [Fact]
    public async Task TheseAreQuestionsForTheRate()
    {
        await using var server = await StartAsync(1);
        var bob = await server.JoinAsync("Bob", _bob);
        await bob.DrainAsync();
        for (var i = 0; i < 6; i++)
        {
            await bob.SendAsync("""{"type":"history"}""");
            await bob.SendAsync("""{"type":"search","query":"said"}""");
        }

        await bob.SayAsync("this is counted by itself");

        var answers = await bob.DrainAsync();
        answers.Count(answer => answer.Text("type") is "history" or "found").Should().Be(10);
        answers.Count(answer => answer.Text("event") == "refused").Should().Be(2);
        answers.Should().ContainSingle(answer => answer.Text("type") == "message");
    }

    [Fact]
    public async Task VersionTwoHasNoSuchQuestions()
    {
        await using var server = await StartAsync(1);
        var dave = await server.JoinAsync("Dave");
        await dave.DrainAsync();

        await dave.SendAsync("""{"type":"history"}""");
        await dave.SendAsync("""{"type":"search","query":"said"}""");

        (await dave.DrainAsync()).Should().BeEmpty();
    }

    private static string Ids(JsonElement answer) =>
        string.Join(' ', answer.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("id").GetInt64()));

    /// <summary>A server on which Carol has said so much.</summary>
    private static async Task<TestServer> StartAsync(int messages)
    {
        var server = TestServer.Start();
        var carol = await server.JoinAsync("Carol");
        for (var i = 0; i < messages; i++)
        {
            await carol.SayAsync("said by Carol");
        }

        await carol.DrainAsync();
        return server;
    }
}
