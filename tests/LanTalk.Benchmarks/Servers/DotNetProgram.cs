namespace LanTalk.Benchmarks.Servers;

/// <summary>A .NET program next to this one, run like the installed tool: by the <c>dotnet</c> command, with the machine's framework.</summary>
internal static class DotNetProgram
{
    /// <summary>The variable that names another build of the tool to measure, such as an installed one.</summary>
    private const string ToolVariable = "LANTALK_BENCH_TOOL";

    /// <summary>A hello world, and with a port as its argument the smallest TCP server.</summary>
    public const string HelloWorld = "HelloWorld.dll";

    /// <summary>The command that runs the tool.</summary>
    public static string[] LanTalk(params string[] arguments) =>
        Environment.GetEnvironmentVariable(ToolVariable) is { Length: > 0 } tool ? [tool, .. arguments] : Command("lantalk.dll", arguments);

    /// <summary>The command that runs a program.</summary>
    public static string[] Command(string program, params string[] arguments) =>
    [
        Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : "dotnet",
        Path.Combine(AppContext.BaseDirectory, program),
        .. arguments,
    ];
}
