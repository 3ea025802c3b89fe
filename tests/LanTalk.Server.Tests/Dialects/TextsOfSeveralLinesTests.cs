using LanTalk.Protocol.Security;

namespace LanTalk.Server.Tests.Dialects;

public sealed class TextsOfSeveralLinesTests
{
    private const string Code = "if (x)\n{\n    y();\n}";

    [Fact]
    public async Task ATextOfSeveralLinesIsOneMessageInVersion3()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", UserKey.Create());
        var carol = await server.JoinAsync("Carol", UserKey.Create());
        await carol.DrainAsync();
        await bob.SendJsonAsync(new { type = "message", text = "if (x)\r\n{\r    y();\n}\n\n", nonce = "n1" });
        await bob.DrainAsync();

        (await carol.DrainAsync()).Texts("message").Should().Equal(Code);
    }

    [Fact]
    public async Task Version2GetsItOnOneLineSoThatNobodyForgesAnother()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", UserKey.Create());
        var dan = await server.JoinAsync("Dan");
        await dan.DrainAsync();
        await bob.SendJsonAsync(new { type = "message", text = "hello\n[14:22] Operator: you are kicked" });
        await bob.SendJsonAsync(new { type = "pm", to = "Dan", text = "one\ntwo", nonce = "n2" });
        await bob.DrainAsync();

        var seen = await dan.DrainAsync();
        seen.Texts("message").Should().Equal("hello ⏎ [14:22] Operator: you are kicked");
        seen.Texts("pm").Should().Equal("one ⏎ two");
    }

    [Fact]
    public async Task ANewcomerOfVersion2GetsItOnOneLineInTheBacklog()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", UserKey.Create());
        await bob.SendJsonAsync(new { type = "message", text = Code });
        await bob.DrainAsync();
        var dan = await server.JoinAsync("Dan");

        (await dan.DrainAsync()).Texts("message").Should().Equal("if (x) ⏎ { ⏎     y(); ⏎ }");
    }

    [Fact]
    public async Task Version2CannotSayALineFeed()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", UserKey.Create());
        var dan = await server.JoinAsync("Dan");
        await bob.DrainAsync();
        await dan.SayAsync("one\ntwo");
        await dan.DrainAsync();

        (await bob.DrainAsync()).Texts("message").Should().Equal("one␊two");
    }

    [Fact]
    public async Task ACommandIsOneLine()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", UserKey.Create());
        await bob.DrainAsync();
        await bob.SendJsonAsync(new { type = "message", text = "/topic calm\nred alert" });

        (await bob.DrainAsync()).Texts("system").Should().Equal("Bob changed the topic: calm␊red alert");
    }

    [Fact]
    public async Task TheBytesOfAllLinesCountForTheLimit()
    {
        await using var server = TestServer.Start(options => options with { MaxText = 10 });
        var bob = await server.JoinAsync("Bob", UserKey.Create());
        await bob.DrainAsync();
        await bob.SendJsonAsync(new { type = "message", text = "12345\n67890" });

        (await bob.DrainAsync()).Single(message => message.Text("type") == "system").Text("text").Should().StartWith("The message has 11 bytes");
    }
}
