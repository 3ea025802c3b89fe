using System.Net;
using System.Text.Json;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Send;

public sealed class SendTests(InstalledTool tool) : ToolTest(tool)
{
    [Fact]
    public async Task ATextIsSaidAndNothingIsPrinted()
    {
        var (server, endPoint) = await ServeAsync();
        await MeetAsync(endPoint);

        var (exitCode, run) = await RunToEndAsync("send", "--host", $"{endPoint}", "--name", "ci", "build", "done");

        exitCode.Should().Be(0);
        run.Output.Concat(run.Errors).Should().BeEmpty();
        (await server.OutputAsync("build done")).Should().EndWith("ci: build done");
        await server.ErrorAsync("ci left");
    }

    [Fact]
    public async Task EachLineOfAPipeIsAMessage()
    {
        var (server, _) = await ServeAsync();
        var send = Run("send", "--name", "ci", "--beacon-port", BeaconPort, "--json");
        await send.TypeAsync("one");
        await send.TypeAsync("");
        await send.TypeAsync("two");
        send.EndInput();

        (await send.ExitAsync()).Should().Be(0);
        await server.OutputAsync("ci: one");
        await server.OutputAsync("ci: two");
        send.Output.Select(line => JsonSerializer.Deserialize<JsonElement>(line)).Select(line => $"{line.GetProperty("type")} {line.GetProperty("id")}")
            .Should().Equal("delivered 1", "delivered 2");
    }

    [Fact]
    public async Task TheWholeOfAPipeIsOneMessage()
    {
        var (server, endPoint) = await ServeAsync("--max-text", "20");
        var send = Run("send", "--host", $"{endPoint}", "--name", "ci", "--whole", "--json");
        await send.TypeAsync("one");
        await send.TypeAsync("");
        await send.TypeAsync("/two");
        send.EndInput();

        (await send.ExitAsync()).Should().Be(0);
        await server.OutputAsync("ci: one");
        JsonSerializer.Deserialize<JsonElement>(send.Output.Should().ContainSingle().Which).GetProperty("text").GetString().Should().Be("one\n\n/two");
        (await RunToEndAsync("send", "--host", $"{endPoint}", "--name", "ci", "--whole", $"{new string('x', 20)}\n")).ExitCode.Should()
            .Be(0, "the line feed at its end does not count");
        (await RunToEndAsync("send", "--host", $"{endPoint}", "--name", "ci", "--whole", $"{new string('x', 20)}\ny")).ExitCode.Should().Be(4);
    }

    [Fact]
    public async Task WhatLooksLikeACommandOrAnOptionIsSaid()
    {
        var (server, endPoint) = await ServeAsync();

        (await RunToEndAsync("send", "--host", $"{endPoint}", "--name", "ci", "/quit")).ExitCode.Should().Be(0);
        await server.OutputAsync("ci: /quit");
        (await RunToEndAsync("send", "--host", $"{endPoint}", "--name", "ci", "@bob", "/?")).ExitCode.Should().Be(0);
        await server.OutputAsync("ci: @bob /?");
        (await RunToEndAsync("send", "--host", $"{endPoint}", "--name", "ci", "--", "--loud", "-5", "degrees")).ExitCode.Should().Be(0);
        await server.OutputAsync("ci: --loud -5 degrees");
    }

    [Theory]
    [InlineData("is not an option", "--loud", "hello")]
    [InlineData("is empty", " ")]
    [InlineData("is empty", "-")]
    [InlineData("exclude each other", "--to", "Bob", "--room", "ops", "hello")]
    [InlineData("HOST:PORT", "--host", "a:b", "hello")]
    [InlineData("--name is 'Zoe Blank': a name has no blanks: try Zoe-Blank.", "--name", "Zoe Blank", "hello")]
    public async Task WhatCannotBeMeantIsAUsageError(string told, params string[] arguments)
    {
        var (exitCode, run) = await RunToEndAsync(["send", .. arguments]);

        exitCode.Should().Be(2);
        run.Errors.Should().Contain(line => line.Contains(told));
    }

    [Fact]
    public async Task ATextForARoomIsSaidThere()
    {
        var (_, endPoint) = await ServeAsync();
        var carol = RunAs("Carol", "join", $"{endPoint}", "--room", "ops", "--json");
        await carol.OutputAsync("\"room\":\"ops\"");

        (await RunToEndAsync("send", "--host", $"{endPoint}", "--name", "ci", "--room", "ops", "deployed")).ExitCode.Should().Be(0);

        (await carol.OutputAsync("deployed")).Should().Contain("\"room\":\"ops\"");
    }

    [Fact]
    public async Task APrivateTextIsSealedAndMayWait()
    {
        var (server, endPoint) = await ServeAsync();
        var carol = RunAs("Carol", "join", $"{endPoint}");
        await carol.OutputAsync("you are on");

        (await RunToEndAsync("send", "--host", $"{endPoint}", "--name", "ci", "--to", "Carol", "psst")).ExitCode.Should().Be(0);
        (await carol.OutputAsync("psst")).Should().Contain("[sealed] (private) ci");
        carol.EndInput();
        await carol.ExitAsync();

        var (exitCode, run) = await RunToEndAsync("send", "--host", $"{endPoint}", "--name", "ci", "--to", "Carol", "for later");
        exitCode.Should().Be(0);
        run.Errors.Should().ContainSingle().Which.Should().Contain("Carol is offline");
        server.Output.Should().NotContain(line => line.Contains("psst") || line.Contains("later"));
        (await RunToEndAsync("send", "--host", $"{endPoint}", "--name", "ci", "--to", "Nobody", "hello")).ExitCode.Should().Be(4);
    }

    [Fact]
    public async Task WhatIsWrittenToTheUserMeanwhileWaitsForItsOwnClient()
    {
        var (_, endPoint) = await ServeAsync();
        var bob = RunAs("Bob", "join", $"{endPoint}");
        await bob.OutputAsync("you are on");
        await bob.TypeAsync("The name is mine now");
        await bob.OutputAsync("The name is mine now");
        bob.EndInput();
        await bob.ExitAsync();
        var carol = RunAs("Carol", "join", $"{endPoint}");
        await carol.TypeAsync("/pm Bob read me");
        await carol.ErrorAsync("Bob is offline");

        // The same user, from a script.
        (await RunAs("Bob", "send", "--host", $"{endPoint}", "hello").ExitAsync()).Should().Be(0);
        await carol.OutputAsync("Bob: hello");

        await RunAs("Bob", "join", $"{endPoint}").OutputAsync("[sealed] (private) Carol: read me");
    }

    [Fact]
    public async Task BesideTheUsersOwnClientAScriptHasAnotherName()
    {
        var (_, endPoint) = await ServeAsync();
        var own = Run("join", $"{endPoint}");
        var name = (await own.OutputAsync("you are on")).Split(',')[0].Split(' ')[^1];

        (await RunToEndAsync("send", "--host", $"{endPoint}", "hello")).ExitCode.Should().Be(0);

        await own.OutputAsync($"{name}-2: hello");
    }

    [Fact]
    public async Task WhatIsNotDeliveredIsNoSuccess()
    {
        var (server, endPoint) = await ServeAsync("--max-text", "10");
        var (exitCode, run) = await RunToEndAsync("send", "--host", $"{endPoint}", "--name", "ci", "much too long a text");
        exitCode.Should().Be(4);
        run.Errors.Should().Contain(line => line.Contains("not sent") && line.Contains("much too long a text"));

        (await RunToEndAsync("send", "--host", $"{endPoint}", "--name", "Alice", "hello")).ExitCode.Should().Be(4);
        await server.TypeAsync("/quit");
        await server.ExitAsync();
        (await RunToEndAsync("send", "--host", $"{endPoint}", "hello")).ExitCode.Should().Be(5);
        (await RunToEndAsync("send", "--beacon-port", BeaconPort, "--timeout", "200ms", "hello")).ExitCode.Should().Be(3);
    }

    /// <summary>Makes the server known, so that later runs say nothing about it.</summary>
    private async Task MeetAsync(IPEndPoint endPoint) => (await RunToEndAsync("join", $"{endPoint}")).ExitCode.Should().Be(0);

    private ToolProcess RunAs(string name, params string[] arguments)
    {
        var run = Run([("LANTALK_CONFIG_DIR", Directory.File($"config-{name}"))], [.. arguments, "--name", name]);
        if (arguments[0] != "join")
        {
            run.EndInput();
        }

        return run;
    }
}
