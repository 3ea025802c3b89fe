using LanTalk.Plugins.Tests.Infrastructure;
using LanTalk.Testing;

namespace LanTalk.Plugins.Tests.Examples;

/// <summary><c>examples/plugins/poll</c>.</summary>
public sealed class PollTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly SortedDictionary<string, string> _store = new(StringComparer.Ordinal);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task ARoomIsAskedVotesAndSeesTheResult()
    {
        await using var server = await StartAsync();
        await AskAsync(server);

        (await server.ReplyToAsync("vote", "1", "Carol")).Should().Be("You voted for Tea.");
        (await server.ReplyToAsync("vote", "2", "Dave")).Should().Be("You voted for Coffee.");
        (await server.ReplyToAsync("vote", " 1 ", "Dave")).Should().Be("You now vote for Tea.");
        (await server.ReplyToAsync("vote", "2", "Erin")).Should().Be("You voted for Coffee.");
        (await server.ReplyToAsync("vote", "1")).Should().Be("You voted for Tea.");

        await server.CommandAsync("poll", "end");
        (await server.NextAsync("say")).GetProperty("text").GetString().Should().Be(
            """
            Tea or coffee? (4 votes)
            Tea    ████████░░ 3 (75%)
            Coffee ██░░░░░░░░ 1 (25%)
            """.ReplaceLineEndings("\n"));
        await server.NextAsync("reply");
        (await server.ReplyToAsync("vote", "1")).Should().Be("There is no poll in this room.");
        _store.Should().BeEmpty();
    }

    [Fact]
    public async Task APollSurvivesARestart()
    {
        await using (var server = await StartAsync())
        {
            await AskAsync(server);
            await server.ReplyToAsync("vote", "2", "Carol");
            await server.StopAsync();
        }

        await using var again = await StartAsync();

        (await again.ReplyToAsync("poll")).Should().Be("Tea or coffee? (1 vote)\nTea    ░░░░░░░░░░ 0 (0%)\nCoffee ██████████ 1 (100%)");
    }

    [Fact]
    public async Task OnlyWhoAskedAndTheOperatorEndIt()
    {
        await using var server = await StartAsync();
        await AskAsync(server);

        (await server.ReplyToAsync("poll", "end", "Carol")).Should().Be("Only Bob, who asked, can end this poll.");

        await server.SendAsync(new { type = "command", call = 99, name = "poll", arguments = "END", user = "Ann", room = "lobby", @operator = true });
        (await server.NextAsync("say")).GetProperty("text").GetString().Should().StartWith("Tea or coffee? (0 votes)");
        await server.NextAsync("reply");
    }

    [Fact]
    public async Task EachRoomHasItsPoll()
    {
        await using var server = await StartAsync();
        await AskAsync(server);

        (await server.ReplyToAsync("poll", "Again? | yes | no", "Carol")).Should().StartWith("There is a poll in this room already.");
        await server.CommandAsync("poll", "Lunch? | now | later", room: "ops");
        (await server.NextAsync("say")).GetProperty("room").GetString().Should().Be("ops");
        await server.NextAsync("reply");
        await server.CommandAsync("vote", "2", room: "ops");
        await server.NextAsync("reply");

        (await server.ReplyToAsync("poll")).Should().StartWith("Tea or coffee? (0 votes)");
    }

    [Theory]
    [InlineData("poll", "", "There is no poll in this room. Ask one:*")]
    [InlineData("poll", "end", "There is no poll in this room.")]
    [InlineData("poll", "Question?", "A poll has a question and 2 to 10 answers*")]
    [InlineData("poll", "| a | b", "A poll has a question and 2 to 10 answers*")]
    [InlineData("poll", "Question? | a | | ", "A poll has a question and 2 to 10 answers*")]
    [InlineData("poll", "Question? | a | b | c | d | e | f | g | h | i | j | k", "A poll has a question and 2 to 10 answers*")]
    [InlineData("vote", "1", "There is no poll in this room.")]
    public async Task WhatCannotBeIsAnErrorInWords(string command, string arguments, string error)
    {
        await using var server = await StartAsync();

        (await server.ReplyToAsync(command, arguments)).Should().Match(error);
        server.Lines.Log.Should().BeEmpty();
    }

    [Theory]
    [InlineData("0")]
    [InlineData("3")]
    [InlineData("-1")]
    [InlineData("Milk")]
    [InlineData("3 Milk")]
    [InlineData("1Tea")]
    [InlineData("")]
    [InlineData("999999999999999999999")]
    public async Task AVoteForNothingIsAnErrorInWords(string vote)
    {
        await using var server = await StartAsync();
        await AskAsync(server);

        (await server.ReplyToAsync("vote", vote)).Should().Be("Vote with a number from 1 to 2, or with an answer.");
    }

    [Theory]
    [InlineData("1 Tea", "Tea")]
    [InlineData("2  coffee ", "Coffee")]
    [InlineData("COFFEE", "Coffee")]
    [InlineData("tea", "Tea")]
    public async Task AVoteIsForANumberAnAnswerOrBoth(string vote, string answer)
    {
        await using var server = await StartAsync();
        await AskAsync(server);

        (await server.ReplyToAsync("vote", vote)).Should().Be($"You voted for {answer}.");
    }

    [Fact]
    public async Task ALineOfAnEarlierPollVotesForNothingElseInThisOne()
    {
        await using var server = await StartAsync();
        await AskAsync(server);
        await server.CommandAsync("poll", "end");
        await server.NextAsync("say");
        await server.NextAsync("reply");
        await server.CommandAsync("poll", "Dessert? | Coffee | Cake");
        await server.NextAsync("say");
        await server.NextAsync("reply");

        (await server.ReplyToAsync("vote", "2 Coffee")).Should().Be(
            "Number 2 is Cake in this room's poll: you have not voted. It may be another poll than the one that you saw.");
        (await server.ReplyToAsync("poll")).Should().StartWith("Dessert? (0 votes)");
    }

    [Theory]
    [InlineData("2 | 3 | 4", "2", "That can mean /vote 1 2 or /vote 2 3. Which one?")]
    [InlineData("2 | 3 | 4", "4", "You voted for 4.")]
    [InlineData("2 | 3 | 4", "2 3", "You voted for 3.")]
    [InlineData("tea | Tea", "TEA", "That can mean /vote 1 tea or /vote 2 Tea. Which one?")]
    [InlineData("tea | Tea", "2 Tea", "You voted for Tea.")]
    [InlineData("Paris | 1 Paris", "1 Paris", "You voted for Paris.")]
    [InlineData("Paris | 1 Paris", "2 1 Paris", "You voted for 1 Paris.")]
    [InlineData("2 euros | 3 euros", "2 euros", "You voted for 2 euros.")]
    [InlineData("caf\u00e9 | bar", "cafe\u0301", "You voted for caf\u00e9.")]
    public async Task AnAnswerThatBeginsWithANumberCanBeMeant(string answers, string vote, string reply)
    {
        await using var server = await StartAsync();
        await server.CommandAsync("poll", $"Which? | {answers}");
        await server.NextAsync("say");
        await server.NextAsync("reply");

        (await server.ReplyToAsync("vote", vote)).Should().Be(reply);
    }

    [Fact]
    public async Task WhatAUserWroteBeginsNoLineWithASlash()
    {
        await using var server = await StartAsync();
        await server.CommandAsync("poll", "/poll end\n/vote 1 | /vote 2\u2028/vote 1 | a\r\n/poll");
        var asked = (await server.NextAsync("say")).GetProperty("text").GetString()!;
        await server.NextAsync("reply");
        await server.CommandAsync("poll", "end");
        var result = (await server.NextAsync("say")).GetProperty("text").GetString()!;

        asked.Should().Be("Bob asks: /poll end /vote 1\n/vote 1 /vote 2 /vote 1\n/vote 2 a /poll");
        result.Split('\n').Should().HaveCount(3).And.AllSatisfy(line => line.Should().NotStartWith("/"));
    }

    private static async Task AskAsync(FakeServer server)
    {
        var call = await server.CommandAsync("poll", "Tea or coffee? |Tea|  Coffee  |");
        (await server.NextAsync("say")).GetProperty("text").GetString().Should().Be("Bob asks: Tea or coffee?\n/vote 1 Tea\n/vote 2 Coffee");
        FakeServer.Reply(await server.NextAsync("reply"), call).Should().BeNull();
    }

    private async Task<FakeServer> StartAsync()
    {
        var server = await Example.StartAsync("poll", _directory.Path, _store);
        await server.StartAsync();
        return server;
    }
}
