using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Infrastructure;

/// <summary>The benchmark program, built beside these tests in the same configuration.</summary>
public static class BenchmarkProgram
{
    /// <summary>The path for <c>dotnet</c> to run.</summary>
    public static string Path
    {
        get
        {
            var tests = System.IO.Path.Combine(InstalledTool.Repository(), "tests");
            var output = System.IO.Path.GetRelativePath(System.IO.Path.Combine(tests, "LanTalk.EndToEnd.Tests"), AppContext.BaseDirectory);
            return System.IO.Path.Combine(tests, "LanTalk.Benchmarks", output, "LanTalk.Benchmarks.dll");
        }
    }
}
