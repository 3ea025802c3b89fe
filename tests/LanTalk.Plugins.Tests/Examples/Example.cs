using LanTalk.Plugins.Tests.Infrastructure;
using LanTalk.Testing.Processes;

namespace LanTalk.Plugins.Tests.Examples;

/// <summary>Runs the example plug-ins as they are, each as a process.</summary>
internal static class Example
{
    /// <summary>The folder of an example.</summary>
    public static string Folder(string name) => Path.Combine(InstalledTool.Repository(), "examples", "plugins", name);

    /// <summary>Starts an example in Python, as the server does: by its file, in a directory of its own.</summary>
    /// <param name="name">The example.</param>
    /// <param name="directory">Its directory.</param>
    /// <param name="store">What it has stored before.</param>
    public static async Task<FakeServer> StartAsync(string name, string directory, SortedDictionary<string, string>? store = null)
    {
        await Requirement.ProgramAsync("Plug-ins in Python are tested", "python3", "--version");
        var process = ToolProcess.Start(Path.Combine(Folder(name), $"{name}.py"), [], directory, ("PYTHONDONTWRITEBYTECODE", "1"));
        return new FakeServer(new LinesOfProcess(process)) { Store = store ?? new SortedDictionary<string, string>(StringComparer.Ordinal), Directory = directory };
    }
}
