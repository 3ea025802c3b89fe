namespace LanTalk.Protocol.Files;

/// <summary>
/// Files and directories that only their owner may use, from their first moment on and whatever the umask. Windows has no such modes: there a user's
/// profile is private anyway.
/// </summary>
public static class PrivateFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode DirectoryMode = OwnerOnly | UnixFileMode.UserExecute;
    private const UnixFileMode Writers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const UnixFileMode Others =
        Writers | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>Opens a file, in a mode that may create it: a new one is private. The permissions of an existing one stay as they are.</summary>
    public static FileStream Open(string path, FileMode mode, FileAccess access = FileAccess.Write, FileShare share = FileShare.None)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(path, options);
    }

    /// <summary>Creates a directory unless it exists. Missing parents get the system's usual permissions.</summary>
    public static void CreateDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, DirectoryMode);
        }
    }

    /// <summary>Whether other users of this machine may do anything with an open file.</summary>
    public static bool IsOpenToOthers(FileStream file) => IsAllowed(file, Others);

    /// <summary>Whether other users of this machine may change an open file.</summary>
    public static bool IsWritableByOthers(FileStream file) => IsAllowed(file, Writers);

    /// <summary>Whether other users of this machine may add files to a directory, or remove them. False if it does not exist.</summary>
    public static bool IsWritableByOthers(string directory) =>
        !OperatingSystem.IsWindows() && Directory.Exists(directory) && (File.GetUnixFileMode(directory) & Writers) != UnixFileMode.None;

    /// <summary>
    /// Restricts an open file to its owner, who may read and write it: an existing file may be open to others, and a umask may have denied even its
    /// owner a new one.
    /// </summary>
    /// <exception cref="UnauthorizedAccessException">It belongs to somebody else.</exception>
    public static void MakePrivate(FileStream file)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var mode = File.GetUnixFileMode(file.SafeFileHandle);
        var wanted = (mode & ~Others) | OwnerOnly;
        if (mode != wanted)
        {
            File.SetUnixFileMode(file.SafeFileHandle, wanted);
        }
    }

    // Asked of the open file: its path may lead to another one by now.
    private static bool IsAllowed(FileStream file, UnixFileMode mode) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(file.SafeFileHandle) & mode) != UnixFileMode.None;
}
