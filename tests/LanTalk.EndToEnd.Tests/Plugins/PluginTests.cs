using System.Text.Json;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Plugins;

/// <summary>Plug-ins as an operator uses them, with the real tool and programs of the shell.</summary>
public sealed class PluginTests(InstalledTool tool) : ToolTest(tool)
{
    [Fact]
    public async Task ARunningServerFollowsWhatIsAddedDisabledEnabledAndRemoved()
    {
        var (server, endPoint) = await ServeAsync();
        var plugin = await ShellPlugin.WriteAsync(Directory.File("hello.sh"), "hello");
        var bob = Run("join", endPoint.ToString(), "--name", "Bob");

        var (code, adding) = await RunToEndAsync("plugin", "add", plugin);
        code.Should().Be(0);
        adding.Output.Should().Equal("hello", "  /hello  Say hello.", "On this machine, it can do all that you can.", "Added hello.");
        await server.ErrorAsync("The plug-in hello was started");
        await bob.TypeAsync("/hello");
        await bob.OutputAsync("Hello from the shell.");

        await RunToEndAsync("plugin", "disable", "hello");
        (await RunToEndAsync("plugin", "list")).Process.Output.Single().Should().StartWith("hello (disabled)  /");
        await server.ErrorAsync("The plug-in hello was stopped");
        await server.TypeAsync("/plugins");
        await server.OutputAsync("There are no plug-ins.");
        await RunToEndAsync("plugin", "enable", "hello");
        await server.ErrorAsync("The plug-in hello was started");
        await server.TypeAsync("/plugins");
        await server.OutputAsync("hello (running). Commands: /hello.");
        (await RunToEndAsync("plugin", "remove", "hello")).ExitCode.Should().Be(0);
        (await RunToEndAsync("plugin", "remove", "hello")).ExitCode.Should().Be(3);
        (await RunToEndAsync("plugin", "log", "hello")).ExitCode.Should().Be(3);
    }

    [Fact]
    public async Task AFileThatHasChangedIsNotStartedUntilItIsAddedAgain()
    {
        var plugin = await ShellPlugin.WriteAsync(Directory.File("hello.sh"), "hello");
        (await RunToEndAsync("plugin", "add", plugin)).ExitCode.Should().Be(0);
        await File.AppendAllTextAsync(plugin, "# changed\n");

        var (server, _) = await ServeAsync();
        await server.ErrorAsync($"{plugin} has changed since the plug-in hello was added, and is not started. Look at it, and add it again.");
        (await RunToEndAsync("plugin", "add", plugin)).ExitCode.Should().Be(0);
        await server.ErrorAsync("The plug-in hello was started");
        server.Errors.Should().NotContain(line => line.Contains("started again"));
        var (_, log) = await RunToEndAsync("plugin", "log", "hello");
        log.Output.Should().ContainMatch("*has changed since*").And.ContainMatch("*Started.");
    }

    [Fact]
    public async Task WhatAPluginWantsMustBeGrantedByName()
    {
        var plugin = await ShellPlugin.WriteAsync(Directory.File("hello.sh"), "hello", "\"permissions\":[\"say\",\"hook\"]");

        var (code, adding) = await RunToEndAsync("plugin", "add", plugin);
        code.Should().Be(2);
        adding.Errors[^1].Should().EndWith("Say what it may do: --allow say,hook, or a part of that.");
        (await RunToEndAsync("plugin", "add", plugin, "--allow", "fly")).ExitCode.Should().Be(2);
        (code, adding) = await RunToEndAsync("plugin", "add", plugin, "--allow", "say,kick");
        code.Should().Be(2);
        adding.Errors[^1].Should().EndWith("hello does not ask for the permission 'kick'.");
        (await RunToEndAsync("plugin", "add", plugin, "--allow", "say")).Process.Output[^1].Should().Be("Added hello, without: hook.");
        (await RunToEndAsync("plugin", "hook", "hello")).ExitCode.Should().Be(4);
        (await RunToEndAsync("plugin", "add", plugin, "--allow", "all", "--set", "colour=red")).Process.Errors[^1].Should().EndWith(
            "hello has no option colour. It has none.");
        var listed = JsonSerializer.Deserialize<JsonElement>((await RunToEndAsync("plugin", "list", "--json")).Process.Output.Single());
        listed.GetProperty("allow").EnumerateArray().Select(each => each.GetString()).Should().Equal("say");
    }

    [Fact]
    public async Task AProgramOutsideCallsAPluginByItsHook()
    {
        var plugin = await ShellPlugin.WriteAsync(Directory.File("ci.sh"), "ci", "\"permissions\":[\"hook\",\"say\"]");
        (await RunToEndAsync("plugin", "add", plugin, "--allow", "all")).ExitCode.Should().Be(0);
        var (_, endPoint) = await ServeAsync();
        var bob = Run("join", endPoint.ToString(), "--name", "Bob");
        await bob.OutputAsync("Bob, you are on");

        var address = (await RunToEndAsync("plugin", "hook", "ci")).Process.Output.Single();
        using var http = new HttpClient();
        using var body = new StringContent("build 17 failed");
        using var answer = await http.PostAsync(new Uri(address), body);
        (await answer.Content.ReadAsStringAsync()).Should().Be("thank you\n");

        await bob.OutputAsync("ci (bot): somebody called");
        var renewed = (await RunToEndAsync("plugin", "hook", "ci", "--renew")).Process.Output.Single();
        renewed.Should().NotBe(address);
    }

    [Fact]
    public async Task TheServersEndEndsAPluginAndAllThatItStarted()
    {
        var plugin = await ShellPlugin.WriteAsync(Directory.File("stubborn.sh"), "stubborn", before: $"trap '' TERM INT HUP; sleep 1000 & echo $! > {Directory.File("child")}; echo $$ > {Directory.File("parent")}", ignoresStop: true);
        var (server, _) = await ServeAsync("--plugin", plugin);
        var processes = new[] { await File.ReadAllTextAsync(Directory.File("child")), await File.ReadAllTextAsync(Directory.File("parent")) };
        processes.Should().AllSatisfy(id => System.IO.Directory.Exists($"/proc/{id.Trim()}").Should().BeTrue());

        await server.TypeAsync("/quit");
        (await server.ExitAsync()).Should().Be(0);

        processes.Should().AllSatisfy(id => IsAlive(id.Trim()).Should().BeFalse());
    }

    [Fact]
    public async Task APluginIsTriedWithoutAServer()
    {
        var plugin = await ShellPlugin.WriteAsync(
            Directory.File("hello.sh"), "hello",
            before: """echo '{"type":"set","key":"k","value":"v"}'; echo '{"type":"get","key":"k","ref":"one"}'; echo '{"type":"keys","ref":"all"}'""");

        var (code, testing) = await RunToEndAsync("plugin", "test", plugin, "/hello");

        code.Should().Be(0);
        testing.Output.Should().Equal("Hello from the shell.");
        testing.Errors.Should().Contain("plug-in: {\"type\":\"ready\"}")
            .And.Contain("server:  {\"type\":\"answer\",\"ref\":\"one\",\"value\":\"v\"}")
            .And.Contain("server:  {\"type\":\"answer\",\"ref\":\"all\",\"keys\":[\"k\"]}");
        (await RunToEndAsync("plugin", "test", plugin, "/nothing")).ExitCode.Should().Be(4);
        (await RunToEndAsync("plugin", "test", "/bin/true")).Process.Errors[^1].Should().EndWith("The plug-in true sent no manifest: it ended.");
        (await RunToEndAsync("plugin", "test", Directory.File("missing"))).Process.Errors[^1].Should().Contain("There is no file");
    }

    /// <summary>Whether a process runs; one that has ended may still be listed until somebody takes notice.</summary>
    private static bool IsAlive(string id) =>
        File.Exists($"/proc/{id}/stat") && File.ReadAllText($"/proc/{id}/stat").Split(')')[^1].TrimStart()[0] is not ('Z' or 'X');
}
