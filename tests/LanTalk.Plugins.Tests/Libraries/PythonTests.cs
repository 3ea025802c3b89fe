using LanTalk.Plugins.Tests.Infrastructure;
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
    public async Task ASignalEndsItEvenIfItWaits()
    {
        Server.Answers["get"] = "withheld";
        await Server.CommandAsync("slow");
        await Server.NextAsync("get");

        await _process.SignalAsync("TERM");

        (await _process.ExitAsync()).Should().Be(0);
    }

    private protected override async Task<PluginLines> StartAsync()
    {
        await Requirement.ProgramAsync("Plug-ins in Python are tested", "python3", "--version");
        var directory = Path.Combine(InstalledTool.Repository(), "tests", "LanTalk.Plugins.Tests", "Libraries");
        return _process = LinesOfProcess.Start(directory, "python3", "-B", "sample.py");
    }
}
