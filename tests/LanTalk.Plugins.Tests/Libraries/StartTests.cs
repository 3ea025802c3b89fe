using LanTalk.Plugins.Tests.Infrastructure;
using LanTalk.Testing;
using LanTalk.Testing.Processes;

namespace LanTalk.Plugins.Tests.Libraries;

/// <summary>A plug-in that cannot start says why.</summary>
public sealed class StartTests
{
    private static readonly object Hello = new { type = "hello", protocol = 1, server = "Office", version = "3.0.0" };
    private static readonly object Init = new { type = "init", name = "start", allowed = Array.Empty<string>(), options = new { }, directory = "/tmp" };

    [Fact]
    public async Task InCSharpItEndsWithTheError()
    {
        var lines = new LinesInMemory(log =>
        {
            var plugin = new Plugin("start") { Log = log };
            plugin.OnStart(() => throw new InvalidOperationException("The option room is missing."));
            return plugin;
        });
        var server = new FakeServer(lines);
        await server.SendAsync(Hello);
        await server.NextAsync("manifest");
        await server.SendAsync(Init);

        await lines.Invoking(one => one.ExitAsync()).Should().ThrowAsync<InvalidOperationException>().WithMessage("The option room is missing.");
    }

    [Theory]
    [InlineData("sys.exit('The option room is missing.')", "The option room is missing.")]
    [InlineData("1 / 0", "ZeroDivisionError: division by zero")]
    public async Task InPythonItEndsWithTheError(string start, string error)
    {
        await Requirement.ProgramAsync("Plug-ins in Python are tested", "python3", "--version");
        using var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(
            directory.File("start.py"),
            $"""
            import sys
            sys.path.insert(0, r"{Path.Combine(InstalledTool.Repository(), "examples", "plugins")}")
            from lantalk_plugin import Plugin

            plugin = Plugin("start")

            @plugin.on_start
            def start():
                {start}

            plugin.run()
            """);
        await using var lines = LinesOfProcess.Start(directory.Path, "python3", "-B", "start.py");
        var server = new FakeServer(lines);
        await server.SendAsync(Hello);
        await server.NextAsync("manifest");
        await server.SendAsync(Init);

        (await lines.ExitAsync()).Should().Be(1);
        lines.Log.Split('\n')[^1].Should().Be(error);
    }
}
