using LanTalk.Protocol.Files;

namespace LanTalk.Server.Configuration;

/// <summary>
/// Where a server keeps its files if no directory is named: in the user's own, so that a server started from another folder is the same server.
/// </summary>
public static class DefaultDataDirectory
{
    // A server of version 2 keeps only the second.
    private static readonly string[] Marks = ["identity.pem", "bans.json"];

    /// <summary>The working directory if it already holds a server, otherwise the user's own.</summary>
    public static string Path => Array.Exists(Marks, File.Exists) ? Environment.CurrentDirectory : UserDirectories.Data;

    /// <summary>Whether a server has kept files in a directory.</summary>
    public static bool HoldsServer(string directory) => Array.Exists(Marks, mark => File.Exists(System.IO.Path.Combine(directory, mark)));
}
