using LanTalk.Protocol.Messages;
using LanTalk.Server.Chat;
using LanTalk.Server.Moderation;

namespace LanTalk.Server.Tests.Operator;

public sealed class OperatorConsoleTests
{
    [Fact]
    public async Task WhatIsTypedIsSaidUnderTheServersName()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();
        var bob = await server.JoinAsync("Bob");

        server.Terminal.Type("Welcome!");

        (await bob.ReadAsync("message")).ToString().Should().Be("""{"type":"message","ts":"14:22","user":"Alice","text":"Welcome!","id":1,"at":1767363720000}""");
    }

    [Fact]
    public async Task ATextOfSeveralLinesIsOneMessageAndNoCommand()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();
        var bob = await server.JoinAsync("Bob");

        server.Terminal.Type("/kick Bob\n/quit\n");

        (await bob.ReadAsync("message")).GetProperty("text").GetString().Should().Be("/kick Bob ⏎ /quit");
    }

    [Fact]
    public async Task TheConversationIsShown()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();
        var bob = await server.JoinAsync("Bob");

        await bob.SayAsync("Hello!");

        (await server.Terminal.NextAsync()).Should()
            .Be(new RoomMessage("14:22", "Bob", "Hello!") { Id = 1, At = server.Time.GetUtcNow().ToUnixTimeMilliseconds() });
    }

    [Fact]
    public async Task APrivateMessageToTheServersNameReachesTheConsoleAlone()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();
        var bob = await server.JoinAsync("Bob");
        var carol = await server.JoinAsync("Carol");

        await bob.SayAsync("/pm alice psst");

        (await server.Terminal.NextAsync()).Should().Be(new PrivateMessage("14:22", "Bob", "psst"));
        (await carol.DrainAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task TheOperatorCanWriteInPrivate()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();
        var bob = await server.JoinAsync("Bob");

        server.Terminal.Type("/pm Bob psst");

        (await bob.ReadAsync("pm")).Text("from_user").Should().Be("Alice");
    }

    [Theory]
    [InlineData("\ufeff/pm Bob psst")]
    [InlineData(". /pm Bob psst")]
    [InlineData("\\pm Bob psst")]
    public async Task WhatLooksLikeACommandIsSaidToNobody(string line)
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();
        var bob = await server.JoinAsync("Bob");

        server.Terminal.Type(line);

        (await server.Terminal.NextTextAsync()).Should().Contain("Nobody got");
        (await bob.DrainAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task AKickedUserIsToldWhyAndOthersToo()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();
        var bob = await server.JoinAsync("Bob");
        var carol = await server.JoinAsync("Carol");

        server.Terminal.Type("/kick bob be nice");

        (await bob.ReadToEndAsync())[^1].Text("text").Should().Be("You were kicked: be nice.");
        (await carol.ReadAsync("system")).Text("text").Should().Be("Bob was kicked: be nice.");
        (await server.Terminal.NextTextAsync()).Should().Be("Kicked Bob.");
    }

    [Fact]
    public async Task ABannedUserIsDisconnectedAndKeptOutUntilItIsUnbanned()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();
        var bob = await server.JoinAsync("Bob");

        (await server.Terminal.AnswerAsync("/ban Bob for 2h spam")).Should().Be("Banned 192.168.1.10 (Bob) for 2h.");
        (await bob.ReadToEndAsync())[^1].Text("event").Should().Be("kick");
        (await server.Connect().LogInAsync("Bob")).Text("code").Should().Be("banned");
        File.ReadAllText(server.Directory.File("bans.json")).Should().Contain("192.168.1.10").And.Contain("2026-01-02T16:22:00Z");

        server.Terminal.Type("/unban 192.168.1.10");

        (await server.Terminal.NextTextAsync()).Should().Be("192.168.1.10 is no longer banned.");
        await server.JoinAsync("Bob");
    }

    [Fact]
    public async Task ABanEndsByItselfWhenItsTimeIsOver()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();
        await server.Terminal.AnswerAsync("/ban 192.168.0.0/16 for 10m");
        (await server.Connect().LogInAsync("Bob")).Text("code").Should().Be("banned");

        server.Pass(TimeSpan.FromMinutes(10));

        await server.JoinAsync("Bob");
        (await server.Terminal.AnswerAsync("/bans")).Should().Be("Nobody is banned.");
    }

    [Fact]
    public async Task ABanByAnotherProcessIsNoticed()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob");
        BanTarget.TryParse("192.168.1.10", out var target, out _).Should().BeTrue();
        await BanStore.Open(server.Directory.Path, server.Time).AddAsync(new Ban(target!, null, null, "root"));

        server.LookAtBans();

        (await bob.ReadToEndAsync())[^1].Text("event").Should().Be("kick");
    }

    [Fact]
    public async Task ABanFileBrokenWhileTheServerRunsChangesNothing()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();
        await server.Terminal.AnswerAsync("/ban 10.0.0.1");
        File.WriteAllText(server.Directory.File("bans.json"), "[ broken");

        server.LookAtBans();
        server.Terminal.Type("/bans");

        (await server.Terminal.NextTextAsync()).Should().StartWith("10.0.0.1");
        (await server.Terminal.AnswerAsync("/ban 10.0.0.2")).Should().StartWith("Banned 10.0.0.2: in force until the server stops").And.Contain("line 1");
        server.Get<BanStore>().List().Should().HaveCount(2);
        File.ReadAllText(server.Directory.File("bans.json")).Should().Be("[ broken");
    }

    [Fact]
    public async Task AMutedUserReachesNobodyButTheOperator()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();
        var bob = await server.JoinAsync("Bob");
        var carol = await server.JoinAsync("Carol");
        (await server.Terminal.AnswerAsync("/mute Bob for 10m")).Should().Be("Muted Bob for 10m.");
        await bob.DrainAsync();

        await bob.SayAsync("hello?");
        await bob.SayAsync("/pm Carol hello?");
        await bob.SayAsync("/nick Rob");
        await bob.SayAsync("/me shouts");
        await bob.SayAsync("/pm Alice why?");

        (await bob.DrainAsync()).Where(message => message.Text("event") == "refused").Should().HaveCount(3);
        (await carol.DrainAsync()).Should().OnlyContain(message => message.Text("event") == "nick");
        (await server.Terminal.NextPrivateAsync()).Text.Should().Be("why?");

        server.Pass(TimeSpan.FromMinutes(4));
        await bob.DrainAsync();
        await carol.DrainAsync();
        server.Pass(TimeSpan.FromMinutes(4));
        await bob.DrainAsync();
        await carol.DrainAsync();
        server.Pass(TimeSpan.FromMinutes(2));
        await bob.SayAsync("at last");
        (await carol.ReadAsync("message")).Text("text").Should().Be("at last");
    }

    [Fact]
    public async Task AMuteOutlivesANewLogin()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();
        var bob = await server.JoinAsync("Bob");
        await server.Terminal.AnswerAsync("/mute Bob");
        bob.Dispose();

        var again = await server.JoinAsync("Robert");
        await again.SayAsync("hello?");

        (await again.ReadAsync("system")).Text("text").Should().Contain("muted");
    }

    [Fact]
    public async Task UnmuteLetsAUserSpeak()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();
        var bob = await server.JoinAsync("Bob");
        await server.Terminal.AnswerAsync("/mute Bob");
        await server.Terminal.AnswerAsync("/unmute Bob");

        await bob.SayAsync("thanks");

        (await server.Terminal.NextAsync()).Should().BeOfType<RoomMessage>().Which.Text.Should().Be("thanks");
    }

    [Fact]
    public async Task StatsTellWhatHappened()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();
        var bob = await server.JoinAsync("Bob");
        await bob.SendAsync("nonsense");
        await bob.DrainAsync();

        server.Terminal.Type("/stats");

        (await server.Terminal.NextTextAsync()).Should().Contain("2 users online, ");
        (await server.Terminal.NextTextAsync()).Should().Contain("1 malformed");
        (await server.Terminal.NextTextAsync()).Should().MatchRegex(@"^\d+ deliver(y|ies); 99 of 100 went out to everybody within [0-9.]+ ms\.$");
        (await server.Terminal.NextTextAsync()).Should().Be("The slowest session is 0 bytes behind; 0 were cut off.");
        (await server.Terminal.NextTextAsync()).Should().Be("0 TLS handshakes, 0 failed.");
        (await server.Terminal.NextTextAsync()).Should().Be("0 bans.");
        (await server.Terminal.NextTextAsync()).Should()
            .Be("0 shares of files, 0 bytes; 0 bytes came and 0 bytes went since the start; 0 uploads now.");
    }

    [Theory]
    [InlineData("/kick")]
    [InlineData("/kick Nobody")]
    [InlineData("/ban")]
    [InlineData("/ban Nobody")]
    [InlineData("/ban 10.0.0.1 for ever")]
    [InlineData("/unban 10.0.0.1")]
    [InlineData("/unban")]
    [InlineData("/mute Nobody")]
    [InlineData("/pm Bob")]
    [InlineData("/me waves")]
    [InlineData("/nonsense")]
    public async Task ACommandThatCannotBeCarriedOutIsRefused(string command)
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();

        server.Terminal.Type(command);

        (await server.Terminal.NextAsync()).Should().BeOfType<SystemMessage>().Which.Event.Should().Be(SystemEvents.Refused);
    }

    [Fact]
    public async Task HelpListsTheConsolesCommands()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();

        server.Terminal.Type("/help");

        (await server.Terminal.NextTextAsync()).Should().Be("People:");
        (await server.Terminal.NextTextAsync()).Should().Be("  /users                    List who is online.");
        while (await server.Terminal.NextTextAsync() is var line && line != "Rooms:")
        {
            line.Should().StartWith("  ");
        }
    }

    [Fact]
    public async Task HelpOfAConsolesCommandHasAnExample()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();

        server.Terminal.Type("/help ban");

        (await server.Terminal.NextTextAsync()).Should().StartWith("/ban <user|address|cidr|key> [reason] [for 2h]: ");
        (await server.Terminal.NextTextAsync()).Should().Be("For example: /ban Mallory rude for 2h");
    }

    [Fact]
    public async Task QuitStopsTheServer()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();

        server.Terminal.Type("/quit");

        await FluentActions.Awaiting(() => Task.Delay(TimeSpan.FromSeconds(30), TimeProvider.System, server.ApplicationStopping))
            .Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task TheEndOfTheInputDoesNotEndTheConsole()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();
        server.Terminal.EndInput();
        var bob = await server.JoinAsync("Bob");

        await bob.SayAsync("still there?");

        (await server.Terminal.NextAsync()).Should().BeOfType<RoomMessage>();
        server.ApplicationStopping.IsCancellationRequested.Should().BeFalse();
    }

    [Theory]
    [InlineData(4097, "The message has 4097 bytes; at most 4096 are allowed. Nobody got it.")]
    [InlineData(16 * 1024, "The message has 16384 bytes; at most 4096 are allowed. Nobody got it.")]
    [InlineData(2_000_000, "The line has more than 16384 bytes, which are as many as a line may have. Nobody got it.")]
    public async Task ALineThatIsTooLongForClientsIsRefusedAndNotStored(int length, string refusal)
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();
        var bob = await server.JoinAsync("Bob");

        server.Terminal.Type(new string('x', length));
        server.Terminal.Type("short");

        (await server.Terminal.NextTextAsync()).Should().Be(refusal);
        var said = await bob.ReadAsync("message");
        said.Text("text").Should().Be("short");
        said.GetProperty("id").GetInt64().Should().Be(1);
    }

    [Fact]
    public async Task ACommandIsHeldToTheSameLength()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();
        var bob = await server.JoinAsync("Bob");

        server.Terminal.Type($"/pm Bob {new string('x', 4096)}");
        server.Terminal.Type("/pm Bob short");

        (await server.Terminal.NextTextAsync()).Should().StartWith("The message has 4104 bytes");
        (await bob.ReadAsync("pm")).Text("text").Should().Be("short");
    }

    [Fact]
    public async Task AnInputThatBreaksDoesNotEndTheConsole()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();
        server.Terminal.BreakInput("Input/output error");
        var bob = await server.JoinAsync("Bob");

        await bob.SayAsync("still there?");

        (await server.Terminal.NextAsync()).Should().BeOfType<RoomMessage>();
        await server.Log.LineAsync("The console's input ended: Input/output error");
        server.ApplicationStopping.IsCancellationRequested.Should().BeFalse();
    }

    [Fact]
    public async Task WhatCannotBeShownInTimeIsCounted()
    {
        await using var server = TestServer.Start();
        for (var i = 1; i <= 1_005; i++)
        {
            server.Get<OperatorInbox>().Put(new PrivateMessage("14:22", "Bob", $"{i}"));
        }

        await server.StartConsoleAsync();

        (await server.Terminal.NextTextAsync()).Should().Be("5 answers and private messages came faster than they could be shown.");
        (await server.Terminal.NextPrivateAsync()).Text.Should().Be("6");
    }
}
