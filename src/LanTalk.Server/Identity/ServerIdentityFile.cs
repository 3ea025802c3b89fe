using System.Security.Cryptography;
using System.Text;
using LanTalk.Protocol.Files;

namespace LanTalk.Server.Identity;

/// <summary>
/// The file <c>identity.pem</c> of a data directory. It is made at the first start and never replaced by the server itself: to every client that
/// knows it, a server with another identity is another server.
/// </summary>
public static class ServerIdentityFile
{
    private const string Name = "identity.pem";

    /// <summary>Opens the identity of a data directory, and makes one if there is none yet.</summary>
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

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read);
        if (PrivateFiles.IsOpenToOthers(file))
        {
            throw new ServerIdentityException(
                $"{path} is open to other users of this machine, and whoever read it can pass for this server. If nobody else has used this "
                + $"machine, run  chmod 600 {path}  and start again; otherwise delete it for a new identity, which every client will ask about.");
        }

        try
        {
            using var reader = new StreamReader(file);
            return ServerIdentity.FromPem(reader.ReadToEnd());
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new ServerIdentityException(
                $"{path} holds no key and certificate of a server ({e.Message.TrimEnd('.')}). Put a backup in its place, or delete it for a new "
                + "identity, which every client will ask about; it was left as it is.",
                e);
        }
    }

    private static ServerIdentity Make(string path)
    {
        var identity = ServerIdentity.Create();
        if (WholeFile.TryCreate(path, Encoding.ASCII.GetBytes(identity.ToPem())))
        {
            return identity;
        }

        // Another process made one in the meantime; that one is used.
        identity.Dispose();
        return Read(path)!;
    }
}
