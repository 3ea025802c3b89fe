using LanTalk.Plugins.Tests.Infrastructure;
using LanTalk.Testing;
using LanTalk.Testing.Processes;

namespace LanTalk.Plugins.Tests.Libraries;

/// <summary>The library for Python, <c>examples/plugins/lantalk_plugin.py</c>, in a process.</summary>
public sealed class PythonTests : PluginContract
{
    private LinesOfProcess _process = null!;

    [Fact]
    public async Task WhatIsPrintedGoesToTheLog()
    {
        (await Server.ReplyToAsync("print")).Should().Be("printed");
        await _process.LogAsync("a stray line");
    }

    [Fact]
    public async Task ATimerThatIsAlwaysDueKeepsNothingElseWaiting()
    {
        using var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(
            directory.File("ticks.py"),
            $"""
            import sys
            sys.path.insert(0, r"{Path.Combine(InstalledTool.Repository(), "examples", "plugins")}")
            from lantalk_plugin import Plugin

            plugin = Plugin("ticks")
            ticks = []

            @plugin.every(1e-9)
            def tick():
                ticks.append(len(ticks))
                if len(ticks) == 3:
                    plugin.say("three ticks")

            @plugin.command("hello", "", "Say hello.")
            def hello(call):
                return "hello"

            plugin.run()
            """);
        await using var server = new FakeServer(LinesOfProcess.Start(directory.Path, "python3", "-B", "ticks.py"));
        await server.StartAsync();

        Text(await server.NextAsync("say"), "text").Should().Be("three ticks");
        (await server.ReplyToAsync("hello")).Should().Be("hello");
    }

    [Fact]
    public async Task ASignalEndsItEvenIfItWaits()
    {
        Server.Answers["get"] = "withheld";
        await Server.CommandAsync("slow");
        await Server.NextAsync("get");

        await _process.SignalAsync("TERM");

        (await _process.ExitAsync()).Should().Be(0);
    }

    [Fact]
    public async Task TimersRunOnTheWorker()
    {
        using var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(
            directory.File("timers.py"),
            $"""
            import sys, time
            sys.path.insert(0, r"{Path.Combine(InstalledTool.Repository(), "examples", "plugins")}")
            from lantalk_plugin import Plugin

            plugin = Plugin("timers")
            plugin.at(time.time() - 60, lambda: plugin.say("over", wait=True))
            cancelled = plugin.after(0.01, lambda: plugin.say("never"))
            cancelled.cancel()

            @plugin.command("later", "", "Say something soon.")
            def later(call):
                plugin.after(0.01, lambda: plugin.say("soon"))

            plugin.run()
            """);
        await using var server = new FakeServer(LinesOfProcess.Start(directory.Path, "python3", "-B", "timers.py"));
        await server.StartAsync();
        Text(await server.NextAsync("say"), "text").Should().Be("over");

        await server.ReplyToAsync("later");
        Text(await server.NextAsync("say"), "text").Should().Be("soon");
    }

    private protected override async Task<PluginLines> StartAsync()
    {
        await Requirement.ProgramAsync("Plug-ins in Python are tested", "python3", "--version");
        var directory = Path.Combine(InstalledTool.Repository(), "tests", "LanTalk.Plugins.Tests", "Libraries");
        return _process = LinesOfProcess.Start(directory, "python3", "-B", "sample.py");
    }
}
