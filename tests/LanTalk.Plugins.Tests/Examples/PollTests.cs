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
            Tea    ███████████████░░░░░ 3 (75%)
            Coffee █████░░░░░░░░░░░░░░░ 1 (25%)
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

        (await again.ReplyToAsync("poll")).Should().Be("Tea or coffee? (1 vote)\nTea    ░░░░░░░░░░░░░░░░░░░░ 0 (0%)\nCoffee ████████████████████ 1 (100%)");
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
    [InlineData("Tea")]
    [InlineData("")]
    [InlineData("999999999999999999999")]
    public async Task AVoteForNothingIsAnErrorInWords(string vote)
    {
        await using var server = await StartAsync();
        await AskAsync(server);

        (await server.ReplyToAsync("vote", vote)).Should().Be("Vote with a number from 1 to 2.");
    }

    private static async Task AskAsync(FakeServer server)
    {
        var call = await server.CommandAsync("poll", "Tea or coffee? |Tea|  Coffee  |");
        (await server.NextAsync("say")).GetProperty("text").GetString().Should().Be("Bob asks: Tea or coffee?\n/vote 1  Tea\n/vote 2  Coffee");
        FakeServer.Reply(await server.NextAsync("reply"), call).Should().BeNull();
    }

    private async Task<FakeServer> StartAsync()
    {
        var server = await Example.StartAsync("poll", _directory.Path, _store);
        await server.StartAsync();
        return server;
    }
}
