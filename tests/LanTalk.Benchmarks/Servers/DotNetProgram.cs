namespace LanTalk.Benchmarks.Servers;

/// <summary>
/// A .NET program beside this one, run as the installed tool is: by the <c>dotnet</c> command, with the framework of the machine.
/// </summary>
internal static class DotNetProgram
{
    /// <summary>The tool.</summary>
    public const string LanTalk = "lantalk.dll";

    /// <summary>A hello world, and with a port as its argument the smallest TCP server.</summary>
    public const string HelloWorld = "HelloWorld.dll";

    /// <summary>The command that runs it.</summary>
    public static string[] Command(string program, params string[] arguments) =>
    [
        Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : "dotnet",
        Path.Combine(AppContext.BaseDirectory, program),
        .. arguments,
    ];
}
