namespace LanTalk.Server.Tests.Chat;

public sealed class TalkingTests
{
    [Fact]
    public async Task AMessageGoesToEverybodyButItsSender()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob");
        var carol = await server.JoinAsync("Carol");
        await bob.DrainAsync();

        await bob.SayAsync("Hello!");

        (await bob.DrainAsync()).Should().BeEmpty();
        (await carol.ReadLineAsync()).Should().Be("""{"type":"message","ts":"14:22","user":"Bob","text":"Hello!","id":1,"at":1767363720000}""");
    }

    [Fact]
    public async Task EverybodyIsToldWhoComesAndGoes()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob");
        var carol = await server.JoinAsync("Carol");

        (await bob.ReadLineAsync()).Should().Be(
            """{"type":"system","ts":"14:22","text":"Carol joined from 192.168.1.10.","event":"join","user":"Carol"}""");

        await carol.SendAsync("""{"type":"quit"}""");

        (await bob.ReadLineAsync()).Should().Be("""{"type":"system","ts":"14:22","text":"Carol left.","event":"leave","user":"Carol"}""");
    }

    [Fact]
    public async Task AClientThatJustHangsUpHasLeft()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob");
        await bob.DrainAsync();
        (await server.JoinAsync("Carol")).Dispose();

        (await bob.ReadAsync()).Text("event").Should().Be("join");
        (await bob.ReadAsync()).Text("event").Should().Be("leave");
    }

    [Fact]
    public async Task TwoSlashesSayOne()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob");
        var carol = await server.JoinAsync("Carol");

        await bob.SayAsync("//etc/hosts");

        (await carol.ReadAsync("message")).Text("text").Should().Be("/etc/hosts");
    }

    [Theory]
    [InlineData("\ufeff/pm Carol psst")]
    [InlineData("\u200b /pm Carol psst")]
    public async Task ACommandBehindSomethingInvisibleIsSaidToNobody(string text)
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob");
        var carol = await server.JoinAsync("Carol");
        await bob.DrainAsync();

        await bob.SayAsync(text);

        (await bob.ReadAsync()).Text("event").Should().Be("refused");
        (await carol.DrainAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task AnyWhiteSpaceEndsACommandAndAUsersName()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob");
        var carol = await server.JoinAsync("Carol");

        await bob.SayAsync("/pm\u00a0Carol\u2003psst");

        (await carol.ReadAsync("pm")).Text("text").Should().Be("psst");
    }

    [Fact]
    public async Task AMistypedCommandIsAnsweredWithTheNearest()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob");

        await bob.SayAsync("/mp Carol psst");

        (await bob.ReadAsync()).Text("text").Should().StartWith("There is no command /mp. The nearest is /pm.");
    }

    [Fact]
    public async Task APrivateMessageReachesOneUserAlone()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob");
        var carol = await server.JoinAsync("Carol");
        var dave = await server.JoinAsync("Dave");

        await bob.SendAsync("""{"type":"pm","to":"CAROL","text":"psst"}""");
        await bob.SayAsync("/pm carol again");
        await bob.DrainAsync();

        (await carol.ReadAsync("pm")).ToString().Should().Be("""{"type":"pm","ts":"14:22","from_user":"Bob","text":"psst"}""");
        (await carol.ReadAsync("pm")).Text("text").Should().Be("again");
        (await dave.DrainAsync()).Texts("pm").Should().BeEmpty();
    }

    [Fact]
    public async Task APrivateMessageToNobodyIsRefused()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob");

        await bob.SendAsync("""{"type":"pm","to":"Nobody","text":"psst"}""");

        var answer = await bob.ReadAsync("system");
        answer.Text("event").Should().Be("refused");
        answer.Text("text").Should().Contain("Nobody");
    }

    [Theory]
    [InlineData("""{"type":"users"}""")]
    [InlineData("""{"type":"message","text":"/users"}""")]
    [InlineData("""{"type":"message","text":"/USERS"}""")]
    public async Task TheServersNameIsAmongTheUsers(string request)
    {
        await using var server = TestServer.Start();
        await server.JoinAsync("Carol");
        var bob = await server.JoinAsync("Bob");

        await bob.SendAsync(request);

        (await bob.ReadAsync("system")).Text("text").Should().Be("Online: Alice, Bob, Carol");
    }

    [Fact]
    public async Task WhatAUserDoesIsMarkedAsAnAction()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob");
        var carol = await server.JoinAsync("Carol");

        await bob.SayAsync("/me waves");

        (await carol.ReadAsync("message")).ToString().Should().Be(
            """{"type":"message","ts":"14:22","user":"Bob","text":"waves","action":true,"id":1,"at":1767363720000}""");
    }

    [Fact]
    public async Task AChangeOfNameIsToldToAllAndFreesTheFormerName()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob");

        await bob.SayAsync("/nick Robert");

        (await bob.ReadAsync("system")).ToString().Should().Be(
            """{"type":"system","ts":"14:22","text":"Bob is now known as Robert.","event":"nick","user":"Bob","name":"Robert"}""");
        await server.JoinAsync("Bob");
        (await server.Connect().LogInAsync("robert")).Text("code").Should().Be("name_taken");
    }

    [Theory]
    [InlineData("Carol")]
    [InlineData("alice")]
    [InlineData("two words")]
    [InlineData("")]
    public async Task ANameThatIsTakenOrNoneIsNotGiven(string name)
    {
        await using var server = TestServer.Start();
        await server.JoinAsync("Carol");
        var bob = await server.JoinAsync("Bob");

        await bob.SayAsync($"/nick {name}");

        (await bob.ReadAsync("system")).Text("event").Should().Be("refused");
        await bob.SayAsync("/users");
        (await bob.ReadAsync("system")).Text("text").Should().Be("Online: Alice, Bob, Carol");
    }

    [Fact]
    public async Task WhoIsIgnoredIsNeitherSeenNorToldSo()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob");
        var carol = await server.JoinAsync("Carol");
        var dave = await server.JoinAsync("Dave");
        await carol.SayAsync("/ignore BOB");
        await carol.DrainAsync();

        await bob.SayAsync("one");
        await dave.SayAsync("two");
        await bob.SayAsync("/pm Carol three");
        await bob.SayAsync("four");
        (await bob.DrainAsync()).Should().NotContain(message => message.Text("event") == "refused");
        await dave.SayAsync("five");
        await dave.DrainAsync();

        var seen = await carol.DrainAsync();
        seen.Texts("message").Should().Equal("two", "five");
        seen.Texts("pm").Should().BeEmpty();

        await carol.SayAsync("/ignore Bob");
        await carol.DrainAsync();
        await bob.SayAsync("six");
        (await carol.ReadAsync("message")).Text("text").Should().Be("six");
    }

    [Fact]
    public async Task WhoisTellsWhereAUserIs()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob");
        server.Time.Advance(TimeSpan.FromSeconds(70));

        await bob.SayAsync("/whois bob");

        (await bob.ReadAsync("system")).Text("text").Should()
            .Be("Bob is at 192.168.1.10, online since 14:22, last heard just now. An older client, without a key.");
    }

    [Fact]
    public async Task HelpListsTheUsersCommandsAndNotTheOperators()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob");

        await bob.SayAsync("/help");

        var help = (await bob.DrainAsync()).Texts("system").ToList();
        foreach (var command in new[] { "/users", "/pm", "/quit", "/help", "/me", "/nick", "/whois", "/ignore" })
        {
            help.Should().Contain(line => line!.StartsWith(command));
        }

        help.Should().NotContain(line => line!.StartsWith("/kick"));
    }

    [Theory]
    [InlineData("/kick Carol")]
    [InlineData("/nonsense")]
    [InlineData("/")]
    public async Task ACommandThatAUserDoesNotHaveIsRefusedAndNotSaid(string command)
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob");
        var carol = await server.JoinAsync("Carol");
        await bob.DrainAsync();

        await bob.SayAsync(command);

        (await bob.ReadAsync("system")).Text("event").Should().Be("refused");
        (await carol.DrainAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task ControlCharactersArriveAsPictures()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob");
        var carol = await server.JoinAsync("Carol");

        await bob.SayAsync("\e[31mred\r\nbell\a");

        (await carol.ReadAsync("message")).Text("text").Should().Be("␛[31mred␍␊bell␇");
    }

    [Fact]
    public async Task EveryReaderSeesOneOrder()
    {
        await using var server = TestServer.Start(options => options with { RateLimit = null });
        var talkers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => server.JoinAsync($"t{i}")));
        var readers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => server.JoinAsync($"r{i}")));

        await Task.WhenAll(talkers.Select(async (talker, i) =>
        {
            for (var n = 0; n < 200; n++)
            {
                await talker.SayAsync($"{i}:{n}");
            }

            await talker.DrainAsync();
        }));

        var seen = await Task.WhenAll(readers.Select(reader => reader.ReadTextsAsync("message", 800)));
        seen[0].Should().OnlyHaveUniqueItems();
        foreach (var other in seen)
        {
            other.Should().Equal(seen[0]);
        }
    }
}
