using System.Security.Cryptography;

namespace LanTalk.Server.Identity;

/// <summary>
/// The file <c>identity.pem</c> of a data directory. It is made at the first start and never again by itself: to everybody who knows it, a
/// server with another identity is another server.
/// </summary>
public static class ServerIdentityFile
{
    private const string Name = "identity.pem";
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>The identity of a data directory; a new one if there is none yet.</summary>
    /// <exception cref="ServerIdentityException">The file is there but cannot be used, or cannot be made.</exception>
    public static ServerIdentity Open(string directory)
    {
        var path = Path.Combine(directory, Name);
        try
        {
            return Read(path) ?? Make(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ServerIdentityException($"{path} cannot be used: {e.Message}", e);
        }
    }

    private static ServerIdentity? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != UnixFileMode.None)
        {
            throw new ServerIdentityException(
                $"{path} is open to other users of this machine, and whoever read it can pass for this server. If nobody else has used this "
                + $"machine, run  chmod 600 {path}  and start again; otherwise delete it for a new identity, which every client will ask about.");
        }

        try
        {
            return ServerIdentity.FromPem(File.ReadAllText(path));
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new ServerIdentityException(
                $"{path} holds no key and certificate of a server ({e.Message.TrimEnd('.')}). Put a backup in its place, or delete it for a new "
                + "identity, which every client will ask about; it was left as it is.",
                e);
        }
    }

    /// <summary>Makes the file, whole or not at all, and readable by its owner alone from the first moment.</summary>
    private static ServerIdentity Make(string path)
    {
        var identity = ServerIdentity.Create();
        var temporaryPath = $"{path}.{Path.GetRandomFileName()}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Private;
        }

        using (var stream = new FileStream(temporaryPath, options))
        {
            stream.Write(System.Text.Encoding.ASCII.GetBytes(identity.ToPem()));
            stream.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(temporaryPath, path, overwrite: false);
            return identity;
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process made one in the meantime: that one counts.
            File.Delete(temporaryPath);
            identity.Dispose();
            return Read(path)!;
        }
    }
}
