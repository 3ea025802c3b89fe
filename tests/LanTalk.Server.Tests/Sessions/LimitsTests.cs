using System.Text;
using LanTalk.Protocol.Security;
using LanTalk.Server.Chat;

namespace LanTalk.Server.Tests.Sessions;

public sealed class LimitsTests
{
    [Fact]
    public async Task WhoWritesTooFastIsWarnedAndThenKicked()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob");
        var carol = await server.JoinAsync("Carol");

        for (var i = 0; i < 25; i++)
        {
            await bob.SayAsync($"{i}");
        }

        var told = await bob.ReadToEndAsync();
        told.Where(message => message.Text("event") == "refused").Should().HaveCount(10);
        told[^1].Text("event").Should().Be("kick");
        (await carol.DrainAsync()).Texts("message").Should().Equal(Enumerable.Range(0, 10).Select(i => $"{i}"));
    }

    [Fact]
    public async Task QuestionsDoNotUseUpWhatMayBeSaid()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", UserKey.Create());
        await bob.DrainAsync();

        for (var i = 0; i < 10; i++)
        {
            await bob.SayAsync(i % 2 == 0 ? "/Users" : "/rooms");
        }

        (await bob.DrainAsync()).Where(message => message.Text("event") == "refused").Should().BeEmpty();
        await bob.SayAsync("hello");
        (await bob.DrainAsync()).Texts("message").Should().Equal("hello");
        await bob.SayAsync("/whois Alice");
        (await bob.ReadAsync()).Text("text").Should().StartWith("Too fast");
    }

    [Fact]
    public async Task InVersion2QuestionsCountAsTheyAlwaysDid()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob");
        for (var i = 0; i < 10; i++)
        {
            await bob.SayAsync("/users");
        }

        await bob.DrainAsync();
        await bob.SayAsync("hello");

        (await bob.ReadAsync()).Text("text").Should().StartWith("Too fast");
    }

    [Fact]
    public async Task WhoPausesMayGoOn()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob");
        for (var i = 0; i < 12; i++)
        {
            await bob.SayAsync("x");
        }

        (await bob.DrainAsync()).Where(message => message.Text("event") == "refused").Should().HaveCount(2);
        server.Pass(TimeSpan.FromSeconds(5));

        await bob.SayAsync("y");

        (await bob.DrainAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task PingsAreNotOwnerOfMessages()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob");

        for (var i = 0; i < 50; i++)
        {
            (await bob.DrainAsync()).Should().BeEmpty();
        }
    }

    [Fact]
    public async Task ATextThatIsTooLongIsRefusedAndTheSessionGoesOn()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob");
        var carol = await server.JoinAsync("Carol");
        await bob.DrainAsync();

        await bob.SayAsync(new string('é', 2049));
        await bob.SayAsync(new string('é', 2048));

        var refusal = (await bob.DrainAsync()).Should().ContainSingle().Which;
        refusal.Text("event").Should().Be("refused");
        refusal.Text("text").Should().Contain("4098").And.Contain("4096");
        (await carol.ReadAsync("message")).Text("text").Should().HaveLength(2048);
    }

    [Fact]
    public async Task AnEmptyTextIsRefused()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob");

        await bob.SayAsync("  ");

        (await bob.ReadAsync("system")).Text("event").Should().Be("refused");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ALineThatIsTooLongEndsItsConnectionOnly(bool ended)
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob");
        var carol = await server.JoinAsync("Carol");

        await bob.SendBytesAsync(Encoding.ASCII.GetBytes(new string('x', (16 * 1024) + 1) + (ended ? "\n" : "")));

        (await bob.ReadToEndAsync())[^1].Text("event").Should().Be("closed");
        (await carol.ReadAsync("system")).Text("text").Should().Be("Bob sent a line that was too long.");
        await carol.DrainAsync();
    }

    [Fact]
    public async Task ALineOfTheGreatestLengthIsRead()
    {
        await using var server = TestServer.Start(options => options with { MaxText = 0 });
        var bob = await server.JoinAsync("Bob");
        var carol = await server.JoinAsync("Carol");
        const string Frame = """{"type":"message","text":""}""";

        await bob.SayAsync(new string('x', (16 * 1024) - Frame.Length));

        (await carol.ReadAsync("message")).Text("text").Should().HaveLength((16 * 1024) - Frame.Length);
    }

    [Fact]
    public async Task ASecondLoginEndsTheSession()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob");

        await bob.SendAsync("""{"username":"Robert"}""");

        (await bob.ReadToEndAsync())[^1].Text("text").Should().Be("Already logged in as Bob.");
    }

    [Fact]
    public async Task BytesThatAreNotUtf8EndTheSession()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob");

        await bob.SendBytesAsync("{\"type\":\"message\",\"text\":\"\xff\"}\n"u8.ToArray());
        await bob.SendBytesAsync(new byte[] { (byte)'"', 0xc3, 0x28, (byte)'"', (byte)'\n' });

        (await bob.ReadToEndAsync())[^1].Text("event").Should().Be("closed");
    }

    [Fact]
    public async Task WhatIsNoMessageIsDroppedAndCounted()
    {
        await using var server = TestServer.Start(options => options with { RateLimit = null });
        var bob = await server.JoinAsync("Bob");
        foreach (var line in new[] { "", "nonsense", "[]", "{}", "null", """{"type":"unknown"}""", """{"type":"message","text":5}""", """{"type":"pm","to":"x"}""" })
        {
            await bob.SendAsync(line);
        }

        (await bob.DrainAsync()).Should().BeEmpty();
        server.Get<ChatMetrics>().Dropped.Should().Be(8);
    }

    [Fact]
    public async Task AHalfClosedConnectionGetsWhatIsOwedToItAndEnds()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob");
        var carol = await server.JoinAsync("Carol");
        await bob.DrainAsync();
        await bob.SayAsync("/users");
        await bob.CompleteAsync();

        (await bob.ReadToEndAsync()).Texts("system").Should().Equal("Online: Alice, Bob, Carol");
        (await carol.ReadAsync("system")).Text("event").Should().Be("leave");
    }

    [Fact]
    public async Task SilenceEndsASessionWithAReason()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob");

        server.Pass(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));

        (await bob.ReadToEndAsync())[^1].Text("text").Should().Be("Nothing was heard for 5m.");
    }

    [Fact]
    public async Task APingCountsAsLife()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob");
        server.Pass(TimeSpan.FromMinutes(4));
        await bob.DrainAsync();

        server.Pass(TimeSpan.FromMinutes(4));

        (await bob.DrainAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task WithTheLimitsOffNothingIsRefused()
    {
        await using var server = TestServer.Start(options => options with
        {
            RateLimit = null,
            MaxText = 0,
            MaxLine = 0,
            IdleTimeout = TimeSpan.Zero,
            MaxName = 0,
            SendTimeout = TimeSpan.Zero,
        });
        var name = new string('n', 100);
        var bob = await server.JoinAsync(name);
        var carol = await server.JoinAsync("Carol");

        for (var i = 0; i < 50; i++)
        {
            await bob.SayAsync(new string('x', 20_000));
        }

        server.Pass(TimeSpan.FromDays(1));
        (await bob.DrainAsync()).Texts("system").Should().Equal("Carol joined from 192.168.1.10.");
        (await carol.ReadTextsAsync("message", 50)).Should().OnlyContain(text => text.Length == 20_000);
    }

    [Fact]
    public async Task AReaderThatTakesNothingIsCutAndNobodyElseWaits()
    {
        await using var server = TestServer.Start(options => options with { RateLimit = null });
        var stuck = await server.JoinAsync("Stuck", buffer: 4096);
        var bob = await server.JoinAsync("Bob");
        var carol = await server.JoinAsync("Carol", buffer: 1024 * 1024);
        for (var i = 0; i < 100; i++)
        {
            await bob.SayAsync(new string('x', 1000));
        }

        await bob.DrainAsync();
        (await carol.ReadTextsAsync("message", 100)).Should().OnlyContain(text => text.Length == 1000);
        server.Pass(TimeSpan.FromSeconds(31));

        (await carol.ReadAsync("system")).Text("text").Should().Be("Stuck was too slow.");
        stuck.Dispose();
    }

    [Fact]
    public async Task AReaderTooFarBehindIsCut()
    {
        await using var server = TestServer.Start(options => options with { RateLimit = null, SendWindow = 50_000 });
        var stuck = await server.JoinAsync("Stuck", buffer: 4096);
        var bob = await server.JoinAsync("Bob");
        for (var i = 0; i < 100; i++)
        {
            await bob.SayAsync(new string('x', 1000));
        }

        await bob.DrainAsync();
        server.Pass(TimeSpan.FromSeconds(1));

        (await bob.ReadAsync("system")).Text("text").Should().Be("Stuck was too slow.");
        stuck.Dispose();
    }

    [Fact]
    public async Task AReaderThatTakesAByteASecondIsCutAndNobodyElseWaits()
    {
        await using var server = TestServer.Start(options => options with { RateLimit = null });
        var slow = await server.JoinAsync("Slow", buffer: 4096);
        var bob = await server.JoinAsync("Bob");
        var carol = await server.JoinAsync("Carol", buffer: 1024 * 1024);
        for (var i = 0; i < 100; i++)
        {
            await bob.SayAsync(new string('x', 1000));
        }

        await bob.DrainAsync();
        for (var second = 0; second < 31; second++)
        {
            (await slow.ReadByteAsync()).Should().BeGreaterThan(0);
            server.Pass(TimeSpan.FromSeconds(1));
        }

        (await carol.ReadTextsAsync("message", 100)).Should().OnlyContain(text => text.Length == 1000);
        (await carol.ReadAsync("system")).Text("text").Should().Be("Slow was too slow.");
        slow.Dispose();
    }
}
