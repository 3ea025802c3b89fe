using LanTalk.Plugins;

namespace LanTalk.Benchmarks.Plugins;

/// <summary>A plug-in that is asked about every text, and passes it. A text without a verdict in time is refused, so that it is noticed.</summary>
internal static class FilterProgram
{
    /// <summary>Runs until the server ends it.</summary>
    public static Task RunAsync()
    {
        var plugin = new Plugin(PluginProgram.Filter, "Passes everything.");
        plugin.Filter(_ => Verdict.Pass, new FilterOptions { Rooms = ["*"], RefuseOnTimeout = true });
        return plugin.RunAsync();
    }
}
