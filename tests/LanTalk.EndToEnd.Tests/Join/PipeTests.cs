using System.Text.Json;
using LanTalk.Testing;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Join;

public sealed class PipeTests(InstalledTool tool) : ToolTest(tool)
{
    [Fact]
    public async Task ALineFromAPipeIsDeliveredBeforeTheToolLeaves()
    {
        var (server, _) = await ServeAsync();
        var ci = Run("join", "--auto", "--name", "ci", "--beacon-port", BeaconPort);

        await ci.TypeAsync("build done");
        ci.EndInput();

        (await ci.ExitAsync()).Should().Be(0);
        (await server.OutputAsync("build done")).Should().EndWith("ci: build done");
    }

    [Fact]
    public async Task ManyLinesArePacedAndAllArrive()
    {
        var (_, endPoint) = await ServeAsync("--rate-limit", "5/200ms");
        using var bob = await TestClient.ConnectAsync(endPoint);
        await bob.LogInAsync("Bob");
        var ci = Run("join", $"{endPoint}", "--name", "ci");
        for (var i = 0; i < 60; i++)
        {
            await ci.TypeAsync($"line {i}");
        }

        ci.EndInput();

        (await ci.ExitAsync()).Should().Be(0);
        (await bob.ReadTextsAsync("message", 60)).Should().Equal(Enumerable.Range(0, 60).Select(i => $"line {i}"));
    }

    [Fact]
    public async Task EachEventIsALine()
    {
        var (_, endPoint) = await ServeAsync();
        var pipe = Run("join", $"{endPoint}", "--name", "pipe");
        await pipe.OutputAsync("you are on Alice's server");
        using var bob = await TestClient.ConnectAsync(endPoint);
        await bob.LogInAsync("Bob");
        await bob.SayAsync("hi\e[31m there");
        await bob.SayAsync("/me waves");
        await bob.SayAsync("/pm pipe psst");

        (await pipe.OutputAsync("joined from")).Should().MatchRegex(@"^\[\d\d:\d\d\] \*\*\* Bob joined from 127.0.0.1. \*\*\*$");
        (await pipe.OutputAsync("there")).Should().MatchRegex(@"^\[\d\d:\d\d\] Bob: hi␛\[31m there$");
        (await pipe.OutputAsync("waves")).Should().MatchRegex(@"^\[\d\d:\d\d\] \* Bob waves$");
        (await pipe.OutputAsync("psst")).Should().MatchRegex(@"^\[\d\d:\d\d\] \(private\) Bob: psst$");
        pipe.Output.Should().NotContain(line => line.Contains('\e'));
    }

    [Fact]
    public async Task CommandsWorkFromAPipe()
    {
        var (server, endPoint) = await ServeAsync();
        var pipe = Run("join", $"{endPoint}", "--name", "pipe");
        await pipe.TypeAsync("/users");
        await pipe.TypeAsync("/pm Alice psst");
        pipe.EndInput();

        (await pipe.ExitAsync()).Should().Be(0);
        pipe.Output.Should().Contain(line => line.EndsWith("]   Online: Alice, pipe"));
        (await server.OutputAsync("psst")).Should().EndWith("(private) pipe: psst");
    }

    [Fact]
    public async Task AfterAQuitNothingMoreIsReadAndTheToolHasSucceeded()
    {
        var (server, endPoint) = await ServeAsync();
        var pipe = Run("join", $"{endPoint}", "--name", "pipe");
        await pipe.TypeAsync("last words");
        await pipe.TypeAsync("/quit");

        (await pipe.ExitAsync()).Should().Be(0);
        await server.OutputAsync("pipe: last words");
        pipe.Errors.Should().NotContain(line => line.Contains("lost"));
    }

    [Fact]
    public async Task WithJsonEachEventIsAnObject()
    {
        var (_, endPoint) = await ServeAsync();
        var pipe = Run("join", $"{endPoint}", "--name", "pipe", "--json");
        await pipe.OutputAsync("auth_ok");
        using var bob = await TestClient.ConnectAsync(endPoint);
        await bob.LogInAsync("Bob");
        await bob.SayAsync("hi");

        var message = JsonSerializer.Deserialize<JsonElement>(await pipe.OutputAsync("\"hi\""));

        message.GetProperty("type").GetString().Should().Be("message");
        message.GetProperty("user").GetString().Should().Be("Bob");
        pipe.Output.Should().OnlyContain(line => line.StartsWith('{'));
    }

    [Fact]
    public async Task ARefusedLineMakesTheToolFail()
    {
        var (_, endPoint) = await ServeAsync();
        var pipe = Run("join", $"{endPoint}", "--name", "pipe");
        await pipe.TypeAsync("/pm Nobody psst");
        await pipe.TypeAsync(new string('x', 5000));
        pipe.EndInput();

        (await pipe.ExitAsync()).Should().Be(4);
        pipe.Errors.Should().Contain(line => line.Contains("line 2 is not sent: it has 5000 bytes"));
    }

    [Fact]
    public async Task WithoutANameTheLoginNameIsTakenAndNumberedIfAnotherHasIt()
    {
        var (_, endPoint) = await ServeAsync();
        var first = Run("join", $"{endPoint}");
        var taken = (await first.OutputAsync("you are on")).Split(',')[0].Split(' ')[^1];
        var second = Run([("LANTALK_CONFIG_DIR", Directory.File("another"))], "join", $"{endPoint}");

        (await second.OutputAsync("you are on")).Should().Contain($"{taken}-2,");
    }

    [Fact]
    public async Task AChosenNameThatIsTakenIsARefusal()
    {
        var (_, endPoint) = await ServeAsync();

        var (exitCode, run) = await RunToEndAsync("join", $"{endPoint}", "--name", "alice");

        exitCode.Should().Be(4);
        run.Errors.Should().ContainSingle().Which.Should().Contain("taken").And.Contain("--name");
    }

    [Fact]
    public async Task AWrongPasswordIsARefusal()
    {
        var (_, endPoint) = await ServeAsync("--password", "sesame");
        var join = Run([("LANTALK_PASSWORD", "open")], "join", $"{endPoint}", "--name", "Bob");

        (await join.ExitAsync()).Should().Be(4);
        join.Errors.Should().Contain(line => line.Contains("Wrong password."));
    }

    [Fact]
    public async Task BeingKickedIsARefusal()
    {
        var (server, endPoint) = await ServeAsync();
        var join = Run("join", $"{endPoint}", "--name", "Bob");
        await join.OutputAsync("you are on");

        await server.TypeAsync("/kick Bob enough");

        (await join.ExitAsync()).Should().Be(4);
        join.Errors.Should().Contain(line => line.Contains("enough"));
    }

    [Fact]
    public async Task AServerThatIsGoneIsANetworkError()
    {
        var (server, endPoint) = await ServeAsync();
        var join = Run("join", $"{endPoint}", "--name", "Bob", "--give-up", "1s");
        await join.OutputAsync("you are on");

        await server.SignalAsync("KILL");

        (await join.ExitAsync()).Should().Be(5);
        join.Errors.Should().Contain(line => line.Contains("lost"));
        (await RunToEndAsync("join", $"{endPoint}")).ExitCode.Should().Be(5);
    }

    [Fact]
    public async Task ASignalEndsTheToolInGoodOrder()
    {
        var (_, endPoint) = await ServeAsync();
        var join = Run("join", $"{endPoint}", "--name", "Bob");
        await join.OutputAsync("you are on");

        await join.SignalAsync("TERM");

        (await join.ExitAsync()).Should().Be(0);
    }
}
