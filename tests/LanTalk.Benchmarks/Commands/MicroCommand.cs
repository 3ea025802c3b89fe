using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace LanTalk.Benchmarks.Commands;

/// <summary><c>micro</c>: measures single steps of the server's path with BenchmarkDotNet.</summary>
internal sealed class MicroCommand : Command
{
    private readonly Option<string[]> _filter = new("--filter")
    {
        Description = "Which benchmarks, such as '*Cursor*'. Default: all.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => ["*"],
    };

    public MicroCommand()
        : base(
            "micro",
            "Measure single steps: cutting frames, JSON, the log. Further arguments, such as --job short, are BenchmarkDotNet's.")
    {
        Options.Add(_filter);
        TreatUnmatchedTokensAsErrors = false;
        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        // Its reports go next to the program, from where nothing is committed.
        var config = ManualConfig.Create(DefaultConfig.Instance)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "BenchmarkDotNet.Artifacts"));
        string[] arguments = ["--filter", .. result.GetRequiredValue(_filter), .. result.UnmatchedTokens];
        var summaries = BenchmarkSwitcher.FromAssembly(typeof(MicroCommand).Assembly).Run(arguments, config).ToList();
        return summaries.Count > 0 && summaries.TrueForAll(Succeeded) ? 0 : 1;
    }

    private static bool Succeeded(Summary summary) => !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success);
}
