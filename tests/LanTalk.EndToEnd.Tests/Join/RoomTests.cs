using System.Text.Json;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Join;

public sealed class RoomTests(InstalledTool tool) : ToolTest(tool)
{
    [Fact]
    public async Task LinesGoToTheRoomThatWasNamedLast()
    {
        var (_, endPoint) = await ServeAsync();
        var carol = RunAs("Carol", "join", $"{endPoint}", "--room", "ops", "--json");
        await carol.OutputAsync("\"room\":\"ops\"");
        var bob = RunAs("Bob", "join", $"{endPoint}", "--room", "dev", "--room", "Ops");

        await bob.TypeAsync("words in ops");
        await bob.TypeAsync("/leave");
        await bob.TypeAsync("words in the lobby");
        bob.EndInput();
        (await bob.ExitAsync()).Should().Be(0);

        // Each room has an order of its own.
        JsonElement[] said = [Read(await carol.OutputAsync("words in")), Read(await carol.OutputAsync("words in"))];
        var inOps = said.Single(message => message.GetProperty("text").GetString() == "words in ops");
        inOps.GetProperty("room").GetString().Should().Be("ops");
        inOps.GetProperty("id").GetInt64().Should().Be(1);
        inOps.GetProperty("nonce").GetString().Should().NotBeEmpty();
        said.Single(message => message.GetProperty("text").GetString() == "words in the lobby").TryGetProperty("room", out _).Should().BeFalse();
    }

    [Fact]
    public async Task WhatIsSaidInAnotherRoomNamesIt()
    {
        var (_, endPoint) = await ServeAsync();
        var carol = RunAs("Carol", "join", $"{endPoint}", "--room", "ops");
        await carol.OutputAsync("You are in ops.");
        await using var terminal = await Tmux.StartAsync($"{ShellCommand} join {endPoint} --name Bob");
        await terminal.WaitForLastLineAsync("[Bob | lobby] >");

        await terminal.TypeAsync("/join ops");
        await terminal.PressAsync("Enter");
        await terminal.WaitForLastLineAsync("[Bob | ops] >");
        await terminal.TypeAsync("hello ops");
        await terminal.PressAsync("Enter");
        await carol.OutputAsync("Bob: hello ops");
        await terminal.TypeAsync("/leave");
        await terminal.PressAsync("Enter");
        await terminal.WaitForLastLineAsync("[Bob | lobby] >");
        await carol.TypeAsync("/leave");
        await carol.TypeAsync("hello lobby");

        await terminal.WaitForAsync("] Carol: hello lobby");
        await carol.OutputAsync("Carol: hello lobby");
    }

    [Fact]
    public async Task ARoomWithoutANameIsAWrongOption()
    {
        var (exitCode, run) = await RunToEndAsync("join", "127.0.0.1:1", "--room", "no name");

        exitCode.Should().Be(2);
        run.Errors.Should().Contain(line => line.Contains("room"));
    }

    private static JsonElement Read(string line) => JsonSerializer.Deserialize<JsonElement>(line);

    private ToolProcess RunAs(string name, params string[] arguments) =>
        Run([("LANTALK_CONFIG_DIR", Directory.File($"config-{name}"))], [.. arguments, "--name", name]);
}
