using LanTalk.Benchmarks.Servers;

namespace LanTalk.Benchmarks.Plugins;

/// <summary>This program as a plug-in of the servers that it measures.</summary>
internal static class PluginProgram
{
    /// <summary>The argument that makes it one; the next says which.</summary>
    public const string Verb = "plug-in";

    /// <summary>The plug-in that watches; see <see cref="WatcherProgram"/>.</summary>
    public const string Watcher = "watcher";

    /// <summary>The plug-in that filters; see <see cref="FilterProgram"/>.</summary>
    public const string Filter = "filter";

    /// <summary>A server that runs one of them.</summary>
    public static PluggedServer ServerWith(string kind, params string[] arguments)
    {
        var command = DotNetProgram.Command("LanTalk.Benchmarks.dll", Verb, kind);
        return new PluggedServer(kind, $"exec {string.Join(' ', command.Select(word => $"'{word}'"))}", arguments);
    }

    /// <summary>Runs one of them until the server ends it; returns the exit code.</summary>
    public static async Task<int> RunAsync(string kind)
    {
        switch (kind)
        {
            case Watcher:
                using (var watcher = new WatcherProgram(Console.OpenStandardInput(), Console.OpenStandardOutput(), TimeProvider.System))
                {
                    return watcher.Run();
                }

            case Filter:
                await FilterProgram.RunAsync();
                return 0;
            default:
                return 1;
        }
    }
}
