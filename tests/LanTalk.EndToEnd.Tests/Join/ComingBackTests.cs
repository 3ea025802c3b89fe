using System.Net;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Join;

public sealed class ComingBackTests(InstalledTool tool) : ToolTest(tool)
{
    [Fact]
    public async Task WhatIsSaidWhileTheServerIsAwayIsDeliveredOnceWhenItIsBack()
    {
        var (server, endPoint) = await ServeAsync();
        var bob = Run("join", $"{endPoint}", "--name", "Bob");
        await bob.TypeAsync("before");
        await bob.OutputAsync("Bob: before");

        await server.SignalAsync("KILL");
        await bob.ErrorAsync("the connection is lost; trying again");
        await bob.TypeAsync("meanwhile");
        await bob.TypeAsync("/me waits");
        bob.EndInput();
        var again = await RestartAsync(endPoint);

        (await bob.ExitAsync()).Should().Be(0);
        await again.OutputAsync("Bob: meanwhile");
        await again.OutputAsync("* Bob waits");
        bob.Errors.Should().ContainSingle(line => line.Contains("back on Alice's server"));
        string[] said = ["Bob: before", "Bob: meanwhile", "* Bob waits"];
        bob.Output.Where(line => line.Contains("Bob") && !line.Contains("you are on")).Select(line => line[8..]).Should().Equal(said);
    }

    [Fact]
    public async Task AtAPromptTheUserWaitsAndGoesOn()
    {
        var (server, endPoint) = await ServeAsync();
        await using var terminal = await Tmux.StartAsync($"{ShellCommand} join {endPoint} --name Bob");
        await terminal.WaitForLastLineAsync("[Bob | lobby] >");

        await server.SignalAsync("KILL");
        await terminal.WaitForAsync("The connection is lost; trying again.");
        await terminal.TypeAsync("hello again");
        await terminal.PressAsync("Enter");
        await terminal.WaitAsync(lines => lines[^2].Contains(" sending 1 |"));
        await RestartAsync(endPoint);

        var screen = await terminal.WaitAsync(lines => lines[^1] == "[Bob | lobby] >" && lines.Any(line => line.EndsWith("Bob: hello again")));
        screen.Should().ContainSingle(line => line.Contains("You are back on Alice's server."));
        screen.Should().ContainSingle(line => line.Contains("hello again"));
    }

    [Fact]
    public async Task AServerAtAnotherPortIsFoundByItsCertificate()
    {
        var (server, endPoint) = await ServeAsync();
        var bob = Run("join", $"{endPoint}", "--name", "Bob", "--beacon-port", BeaconPort);
        await bob.OutputAsync("you are on");

        await server.SignalAsync("KILL");
        var (again, elsewhere) = await ServeAsync();

        (await bob.ErrorAsync("back on Alice's server")).Should().Contain($":{elsewhere.Port}");
        await bob.TypeAsync("found you");
        await again.OutputAsync("Bob: found you");
    }

    [Fact]
    public async Task AnotherServerInItsPlaceIsNotJoined()
    {
        var (server, endPoint) = await ServeAsync();
        var bob = Run("join", $"{endPoint}", "--name", "Bob", "--give-up", "5s");
        await bob.OutputAsync("you are on");

        await server.SignalAsync("KILL");
        var other = Run(
            "serve", "--name", "Alice", "--port", $"{endPoint.Port}", "--bind", "127.0.0.1", "--no-beacon", "--data-dir", Directory.File("other"));
        await other.OutputAsync("Listening on");

        (await bob.ExitAsync()).Should().Be(5);
        other.Errors.Concat(other.Output).Should().NotContain(line => line.Contains("Bob joined"));
    }

    private async Task<ToolProcess> RestartAsync(IPEndPoint endPoint)
    {
        var server = Run(
            "serve", "--name", "Alice", "--port", $"{endPoint.Port}", "--bind", "127.0.0.1", "--beacon-port", BeaconPort, "--data-dir", Directory.Path);
        await server.OutputAsync("Listening on");
        return server;
    }
}
