using LanTalk.EndToEnd.Tests.Infrastructure;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Benchmarks;

/// <summary>The benchmark's checks of order and loss, on a server under full load. Times are not judged here.</summary>
public sealed class FanoutTests
{
    [Fact]
    public async Task UnderFullLoadNothingIsLostDoubledOrOutOfOrder()
    {
        await Requirement.ProgramAsync("The load generator uses epoll, which Linux alone has", "sh", "-c", "test $(uname -s) = Linux");
        await using var run = ToolProcess.Start(
            "dotnet", [BenchmarkProgram.Path, "fanout", "--receivers", "200", "--warm-up", "1", "--seconds", "1", "--rate", "100"]);
        run.EndInput();

        (await run.ExitAsync()).Should().Be(0, string.Join('\n', run.Errors));

        run.Output.Should().ContainSingle(line => line.StartsWith("| lantalk | 200 |")).Which.Should().EndWith("| yes |");
    }
}
