using LanTalk.Plugins.Tests.Infrastructure;
using LanTalk.Testing;
using LanTalk.Testing.Processes;

namespace LanTalk.Plugins.Tests.Libraries;

/// <summary>A plug-in that cannot start says why.</summary>
public sealed class StartTests
{
    private const string Darn = """{"rooms":["*"],"match":{"words":["darn"]},"on_timeout":"pass"}""";

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

    [Fact]
    public async Task InCSharpAFilterCanBeSetAtTheStart()
    {
        var lines = new LinesInMemory(log =>
        {
            var plugin = new Plugin("start") { Log = log };
            plugin.Needs("filter");
            plugin.OnStart(() => plugin.Filter(_ => Verdict.Pass, new FilterOptions { Words = ["darn"] }));
            return plugin;
        });
        await using var server = new FakeServer(lines);

        (await server.StartAsync()).TryGetProperty("filter", out _).Should().BeFalse();
        server.Ready.GetProperty("filter").ToString().Should().Be(Darn);
    }

    [Fact]
    public async Task InCSharpAPermissionMustBeAskedForBefore()
    {
        var lines = new LinesInMemory(log =>
        {
            var plugin = new Plugin("start") { Log = log };
            plugin.OnStart(() => plugin.Filter(_ => Verdict.Pass));
            return plugin;
        });
        var server = new FakeServer(lines);
        await server.SendAsync(Hello);
        await server.NextAsync("manifest");
        await server.SendAsync(Init);

        await lines.Invoking(one => one.ExitAsync()).Should().ThrowAsync<InvalidOperationException>()
            .WithMessage("Ask for filter before the plug-in runs, with Needs.");
    }

    [Fact]
    public async Task InPythonAFilterCanBeSetAtTheStart()
    {
        using var directory = new TemporaryDirectory();
        var lines = await StartPythonAsync(directory, "plugin.filter(words=['darn'])(lambda text: None)", permissions: "['filter']");
        await using var server = new FakeServer(lines);

        (await server.StartAsync()).TryGetProperty("filter", out _).Should().BeFalse();
        server.Ready.GetProperty("filter").ToString().Should().Be(Darn);
    }

    [Theory]
    [InlineData("plugin.filter()(lambda text: None)", "ValueError: Ask for filter before the plug-in runs: Plugin(…, permissions=[…]).")]
    [InlineData("sys.exit('The option room is missing.')", "The option room is missing.")]
    [InlineData("1 / 0", "ZeroDivisionError: division by zero")]
    public async Task InPythonItEndsWithTheError(string start, string error)
    {
        using var directory = new TemporaryDirectory();
        await using var lines = await StartPythonAsync(directory, start);
        var server = new FakeServer(lines);
        await server.SendAsync(Hello);
        await server.NextAsync("manifest");
        await server.SendAsync(Init);

        (await lines.ExitAsync()).Should().Be(1);
        lines.Log.Split('\n')[^1].Should().Be(error);
    }

    private static async Task<LinesOfProcess> StartPythonAsync(TemporaryDirectory directory, string start, string permissions = "[]")
    {
        await Requirement.ProgramAsync("Plug-ins in Python are tested", "python3", "--version");
        await File.WriteAllTextAsync(
            directory.File("start.py"),
            $"""
            import sys
            sys.path.insert(0, r"{Path.Combine(InstalledTool.Repository(), "examples", "plugins")}")
            from lantalk_plugin import Plugin

            plugin = Plugin("start", permissions={permissions})

            @plugin.on_start
            def start():
                {start}

            plugin.run()
            """);
        return LinesOfProcess.Start(directory.Path, "python3", "-B", "start.py");
    }
}
