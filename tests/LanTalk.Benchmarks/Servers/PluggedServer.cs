namespace LanTalk.Benchmarks.Servers;

/// <summary>The real tool with a plug-in.</summary>
/// <param name="plugin">The name of the plug-in.</param>
/// <param name="script">The plug-in, for <c>sh</c>.</param>
/// <param name="arguments">More arguments of the server.</param>
internal sealed class PluggedServer(string plugin, string script, params string[] arguments) : LanTalkServer
{
    public override string Name => $"lantalk with {plugin}";

    public override string[] Command(int port, string directory)
    {
        var path = Path.Combine(directory, $"{plugin}.sh");
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return [.. base.Command(port, directory), "--plugin", path, .. arguments];
    }

    /// <summary>How many times the plug-in was started.</summary>
    public int StartsOf(ServerProcess process) => process.Output.Split($"The plug-in {plugin} was started").Length - 1;

    /// <summary>Where the plug-in keeps its files.</summary>
    public string DirectoryOf(ServerProcess process) => Path.Combine(process.DataDirectory, "plugins", plugin);
}
