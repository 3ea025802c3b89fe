using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using LanTalk.Testing;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Serve;

public sealed partial class ServeTests(InstalledTool tool) : ToolTest(tool)
{
    [Fact]
    public async Task TheConsoleReadsCommandsFromAPipe()
    {
        var (server, endPoint) = await ServeAsync();
        using var bob = await TestClient.ConnectAsync(endPoint);
        await bob.LogInAsync("Bob");

        await server.TypeAsync("/users");
        await server.TypeAsync("Welcome!");

        (await server.OutputAsync("Online:")).Should().EndWith("]   Online: Alice, Bob");
        (await bob.ReadAsync("message")).GetProperty("text").GetString().Should().Be("Welcome!");
    }

    [Fact]
    public async Task TheEndOfInputDoesNotStopTheServer()
    {
        var (server, endPoint) = await ServeAsync();
        server.EndInput();

        using var bob = await TestClient.ConnectAsync(endPoint);

        (await bob.LogInAsync("Bob")).GetProperty("type").GetString().Should().Be("auth_ok");
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    [InlineData("HUP")]
    public async Task ASignalEndsTheServerAfterTellingEveryClient(string signal)
    {
        var (server, endPoint) = await ServeAsync();
        using var bob = await TestClient.ConnectAsync(endPoint);
        await bob.LogInAsync("Bob");
        using var stranger = await TestClient.ConnectAsync(endPoint);
        await stranger.ReadAsync("auth_request");

        await server.SignalAsync(signal);

        (await bob.ReadToEndAsync())[^1].GetProperty("event").GetString().Should().Be("shutdown");
        (await stranger.ReadToEndAsync())[^1].GetProperty("type").GetString().Should().Be("auth_fail");
        (await server.ExitAsync()).Should().Be(0);
    }

    [Fact]
    public async Task QuitAtTheConsoleEndsTheServer()
    {
        var (server, endPoint) = await ServeAsync();
        using var bob = await TestClient.ConnectAsync(endPoint);
        await bob.LogInAsync("Bob");

        await server.TypeAsync("/quit");

        (await bob.ReadToEndAsync())[^1].GetProperty("event").GetString().Should().Be("shutdown");
        (await server.ExitAsync()).Should().Be(0);
    }

    [Fact]
    public async Task ATakenPortIsANetworkErrorThatSaysSo()
    {
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        other.Listen();
        var port = ((IPEndPoint)other.LocalEndPoint!).Port;

        var (exitCode, run) = await RunToEndAsync("serve", "--port", $"{port}", "--bind", "127.0.0.1", "--no-beacon");

        exitCode.Should().Be(5);
        run.Errors.Should().ContainSingle().Which.Should().Contain($"port {port}");
    }

    [Fact]
    public async Task ABrokenBanFileKeepsTheServerFromStartingAndStaysAsItIs()
    {
        const string Broken = "[\n  \"10.0.0.1\",\n  \"10.0.0.\"\n]\n";
        await File.WriteAllTextAsync(Directory.File("bans.json"), Broken);

        var (exitCode, run) = await RunToEndAsync("serve", "--port", "0", "--no-beacon");

        exitCode.Should().Be(2);
        run.Errors.Should().Contain(line => line.Contains("bans.json") && line.Contains("line 3"));
        (await File.ReadAllTextAsync(Directory.File("bans.json"))).Should().Be(Broken);
    }

    [Fact]
    public async Task APasswordIsAskedForOnATerminalOnly()
    {
        var (exitCode, run) = await RunToEndAsync("serve", "--port", "0", "--no-beacon", "--password");

        exitCode.Should().Be(2);
        run.Errors.Should().Contain(line => line.Contains("--password-file"));
    }

    [Fact]
    public async Task APasswordOnTheCommandLineDrawsAWarning()
    {
        var (server, endPoint) = await ServeAsync("--password", "sesame");
        using var bob = await TestClient.ConnectAsync(endPoint);

        (await bob.LogInAsync("Bob", "sesame")).GetProperty("type").GetString().Should().Be("auth_ok");
        server.Errors.Should().ContainSingle(line => line.StartsWith("Warning:"));
    }

    [Fact]
    public async Task APasswordComesFromAFileOrFromTheEnvironment()
    {
        await File.WriteAllTextAsync(Directory.File("password"), "sesame\n");
        var (_, fromFile) = await ServeAsync("--password-file", Directory.File("password"));
        var fromVariable = Run([("LANTALK_PASSWORD", "sesame"), ("LANTALK_PORT", "0")], "serve",
            "--bind", "127.0.0.1", "--no-beacon", "--data-dir", Directory.File("other"));
        await fromVariable.OutputAsync("asked for");

        using var bob = await TestClient.ConnectAsync(fromFile);
        (await bob.LogInAsync("Bob", "sesame")).GetProperty("type").GetString().Should().Be("auth_ok");
        using var eve = await TestClient.ConnectAsync(fromFile);
        (await eve.LogInAsync("Eve", "open")).GetProperty("code").GetString().Should().Be("password");
    }

    [Fact]
    public async Task ThePasswordAndPrivateTextsAreNeverLogged()
    {
        await File.WriteAllTextAsync(Directory.File("password"), "sesame\n");
        var (server, endPoint) = await ServeAsync("--password-file", Directory.File("password"), "--log-level", "DEBUG");
        using var bob = await TestClient.ConnectAsync(endPoint);
        await bob.LogInAsync("Bob", "sesame");
        using var eve = await TestClient.ConnectAsync(endPoint);
        await eve.LogInAsync("Eve", "sesamee");
        await bob.SendJsonAsync(new { type = "pm", to = "Alice", text = "between-us" });
        await bob.SayAsync("for-all");
        await bob.DrainAsync();
        await server.TypeAsync("/quit");
        (await server.ExitAsync()).Should().Be(0);

        var log = await File.ReadAllTextAsync(Directory.File("lantalk.log"));
        log.Should().Contain("for-all").And.Contain("Bob wrote to Alice in private");
        log.Should().NotContain("between-us").And.NotContain("sesame");
        server.Errors.Should().NotContain(line => line.Contains("sesame"));
    }

    [Fact]
    public async Task TheLogHasOneShapeWhateverIsInIt()
    {
        var (server, endPoint) = await ServeAsync("--log-level", "DEBUG");
        using var bob = await TestClient.ConnectAsync(endPoint);
        await bob.LogInAsync("Bob");
        await bob.SayAsync("\e[2J forged\n[14:22:01] INFO   Kicked Alice");
        await bob.DrainAsync();
        await server.TypeAsync("/quit");
        (await server.ExitAsync()).Should().Be(0);

        var lines = await File.ReadAllLinesAsync(Directory.File("lantalk.log"));
        lines.Should().OnlyContain(line => LogLine().IsMatch(line));
        lines.Should().NotContain(line => line.Contains('\e') || line.EndsWith("INFO   Kicked Alice") && line.StartsWith("[14:22:01]"));
        server.Errors.Should().Equal(lines);
        server.Output.Should().NotContain(line => line.Contains('\e'));
    }

    [Fact]
    public async Task ABanSurvivesAServerThatIsKilled()
    {
        var (server, _) = await ServeAsync();
        await server.TypeAsync("/ban 10.1.2.3 for 2h spam");
        await server.OutputAsync("Banned 10.1.2.3");
        await server.SignalAsync("KILL");
        await server.ExitAsync();

        var (again, _) = await ServeAsync();
        await again.TypeAsync("/bans");

        (await again.OutputAsync("10.1.2.3")).Should().Contain("spam");
    }

    [GeneratedRegex(@"^\[\d\d:\d\d:\d\d\] (?:DEBUG|INFO |WARNING|ERROR)  \P{Cc}+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LogLine();
}
