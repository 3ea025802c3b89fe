using System.Net;
using System.Text.Json;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Tail;

public sealed class TailTests(InstalledTool tool) : ToolTest(tool)
{
    [Fact]
    public async Task ARoomIsFollowedFromTheBacklogOnUntilItIsStopped()
    {
        var (server, endPoint) = await ServeAsync();
        await SendAsync(endPoint, "before");
        var tail = Run("tail", "--host", $"{endPoint}", "--name", "reader");
        await tail.OutputAsync("ci: before");
        await SendAsync(endPoint, "after");
        await tail.OutputAsync("ci: after");

        await tail.SignalAsync("INT");

        (await tail.ExitAsync()).Should().Be(0);
        await server.ErrorAsync("reader left");
    }

    [Fact]
    public async Task ItReadsNothing()
    {
        var (server, endPoint) = await ServeAsync();
        var tail = Run("tail", "--host", $"{endPoint}", "--name", "reader");
        await tail.TypeAsync("this is not said");
        tail.EndInput();
        await tail.OutputAsync("you are on");

        await SendAsync(endPoint, "still there");

        await tail.OutputAsync("ci: still there");
        server.Output.Should().NotContain(line => line.Contains("this is not said"));
    }

    [Fact]
    public async Task OnlyTheRoomsThatAreNamedAreFollowed()
    {
        var (_, endPoint) = await ServeAsync();
        await SendAsync(endPoint, "one", "--room", "ops", "--create");
        await SendAsync(endPoint, "two", "--room", "ops");
        var tail = Run("tail", "--host", $"{endPoint}", "--name", "reader", "--room", "ops", "--json", "--lines", "1");
        await tail.OutputAsync("\"two\"");

        await SendAsync(endPoint, "in the lobby");
        await SendAsync(endPoint, "three", "--room", "ops");
        await tail.OutputAsync("\"three\"");

        var lines = tail.Output.Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToList();
        lines.Where(line => line.GetProperty("type").GetString() == "message")
            .Select(line => line.GetProperty("text").GetString()).Should().Equal("two", "three");

        // This many joins and leaves of one address are announced as a sum.
        (await tail.OutputAsync("\"type\":\"system\"")).Should().Contain("\"event\":\"crowd\"").And.Contain("\"room\":\"ops\"");
    }

    [Fact]
    public async Task ItComesBackByItself()
    {
        var (server, endPoint) = await ServeAsync();
        var tail = Run("tail", "--host", $"{endPoint}", "--name", "reader", "--lines", "0");
        await tail.OutputAsync("you are on");
        await server.SignalAsync("KILL");
        await tail.ErrorAsync("the connection is lost");

        var again = Run("serve", "--name", "Alice", "--port", $"{endPoint.Port}", "--bind", "127.0.0.1",
            "--beacon-port", BeaconPort, "--data-dir", Directory.Path);
        await again.OutputAsync("Listening on");
        await SendAsync(endPoint, "news");

        await tail.OutputAsync("ci: news");
    }

    [Fact]
    public async Task ItEndsWhenNobodyReadsItsOutput()
    {
        var (_, endPoint) = await ServeAsync();
        await using var grep = ToolProcess.Start("bash",
            ["-c", $"{ShellCommand} tail --host {endPoint} --name reader | grep -m1 'deploy done'; echo \"ended with ${{PIPESTATUS[0]}}\""]);
        await SendAsync(endPoint, "deploy done");
        await grep.OutputAsync("deploy done");

        await SendAsync(endPoint, "one more");

        await grep.OutputAsync("ended with 0");
    }

    [Fact]
    public async Task ARoomThatIsNotToBeHadIsARefusal()
    {
        var (_, endPoint) = await ServeAsync("--max-rooms", "1");

        var (exitCode, run) = await RunToEndAsync("tail", "--host", $"{endPoint}", "--room", "ops");

        exitCode.Should().Be(4);
        run.Errors.Should().Contain(line => line.Contains("You are not in ops."));
    }

    private async Task SendAsync(IPEndPoint endPoint, string text, params string[] arguments)
    {
        var (exitCode, _) = await RunToEndAsync(["send", "--host", $"{endPoint}", "--name", "ci", .. arguments, text]);
        exitCode.Should().Be(0);
    }
}
