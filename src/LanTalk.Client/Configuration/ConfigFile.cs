using System.Text;
using LanTalk.Protocol.Files;

namespace LanTalk.Client.Configuration;

/// <summary>A small file in the configuration directory that only its user can read and write, or a link to one elsewhere.</summary>
/// <param name="path">Its path.</param>
/// <param name="isSecret">Whether others must not even read it.</param>
public sealed class ConfigFile(string path, bool isSecret) : IConfigFile
{
    /// <summary>Far more than any of our files has; only somebody with bad intent puts more there.</summary>
    private const int MaxLength = 8 * 1024 * 1024;

    /// <inheritdoc/>
    public string? Read()
    {
        ConfigDirectory.RequirePrivate(Path.GetDirectoryName(path)!);
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            RequirePrivate(stream);
            if (stream.Length > MaxLength)
            {
                throw Corrupt($"it has more than {MaxLength} bytes");
            }

            using var reader = new StreamReader(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            return reader.ReadToEnd();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigFileException($"Cannot read {path}: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public void Change(Func<string?, string> change)
    {
        var directory = Path.GetDirectoryName(path)!;
        ConfigDirectory.Create(directory);
        try
        {
            DirectoryLock.While(directory, () =>
            {
                var before = Read();
                var after = change(before);
                if (after != before)
                {
                    WholeFile.Replace(path, Encoding.UTF8.GetBytes(after));
                }
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or WaitHandleCannotBeOpenedException)
        {
            throw new ConfigFileException($"Cannot write {path}: {e.Message}", e) { IsUnwritable = true };
        }
    }

    /// <inheritdoc/>
    public ConfigFileException Corrupt(string why) => new($"{path} cannot be used: {why}. Fix it, or move it away if you can do without what is in it.");

    private void RequirePrivate(FileStream stream)
    {
        if (isSecret ? PrivateFiles.IsOpenToOthers(stream) : PrivateFiles.IsWritableByOthers(stream))
        {
            throw new ConfigFileException(
                $"{path} can be {(isSecret ? "read" : "changed")} by others on this machine. If nobody did, run  chmod 600 {path}  and try again.");
        }
    }
}
