using System.Globalization;
using System.Text.Json;
using LanTalk.EndToEnd.Tests.Infrastructure;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.History;

/// <summary>A process that is killed in the middle of appending.</summary>
public sealed class KilledWriterTests(InstalledTool tool) : ToolTest(tool)
{
    [Fact]
    public async Task AKillLosesNothingThatWasKeptAndLeavesNoPartOfABatch()
    {
        const int Size = 20;
        long told = 0;
        for (var round = 0; round < 3; round++)
        {
            await using var writer = ToolProcess.Start("dotnet", [BenchmarkProgram.Path, "store", "append", "--data-dir", Directory.Path]);
            await writer.OutputAsync("kept");
            await writer.OutputAsync("0");
            await writer.SignalAsync("KILL");
            await writer.ExitAsync();
            told = writer.Output.Where(line => line.StartsWith("kept ") && line.EndsWith('0'))
                .Max(line => long.Parse(line["kept ".Length..], CultureInfo.InvariantCulture));
        }

        var (_, run) = await RunToEndAsync("history", "--limit", "0", "--json");

        var ids = run.Output.Select(line => JsonSerializer.Deserialize<JsonElement>(line).GetProperty("id").GetInt64()).ToList();
        ids.Should().Equal(Enumerable.Range(1, ids.Count).Select(i => (long)i));
        ids.Count.Should().BeGreaterThanOrEqualTo((int)told);
        (ids.Count % Size).Should().Be(0);
    }
}
