using LanTalk.Protocol.Files;

namespace LanTalk.Server.Configuration;

/// <summary>The default data directory: the user's own, so that a server started from another folder is the same server.</summary>
public static class DefaultDataDirectory
{
    // A server of version 2 has only the second file.
    private static readonly string[] ServerFiles = ["identity.pem", "bans.json"];

    /// <summary>The working directory if it already holds a server, otherwise the user's own.</summary>
    public static string Path => Array.Exists(ServerFiles, File.Exists) ? Environment.CurrentDirectory : UserDirectories.Data;

    /// <summary>Whether a server has kept files in a directory.</summary>
    public static bool HoldsServer(string directory) => Array.Exists(ServerFiles, name => File.Exists(System.IO.Path.Combine(directory, name)));
}
