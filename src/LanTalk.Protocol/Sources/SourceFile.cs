using LanTalk.Protocol.Files;
using LanTalk.Protocol.Shares;
using Microsoft.Win32.SafeHandles;

namespace LanTalk.Protocol.Sources;

/// <summary>A file to share, or an empty directory.</summary>
/// <param name="FullPath">Where it is.</param>
/// <param name="Path">Its path in the manifest.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Modified">When it was last changed, UTC.</param>
public sealed record SourceFile(string FullPath, string Path, long Size, DateTime Modified)
{
    /// <summary>What was in it when it was listed, if it is small; null if it has to be read.</summary>
    internal ReadOnlyMemory<byte>? Bytes { get; init; }

    /// <summary>Its entry in the manifest.</summary>
    internal ManifestFile ToManifest() => Path.EndsWith('/')
        ? new ManifestFile(Path)
        : new ManifestFile(Path) { Size = Size, Modified = new DateTimeOffset(Modified).ToUnixTimeMilliseconds() };

    /// <summary>Opens an ordinary file; while it is sent, others may do what they like with it.</summary>
    internal static SafeFileHandle OpenToRead(string path) => OperatingSystem.IsLinux()
        ? LinuxFiles.OpenToRead(path)
        : File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);

    /// <summary>Checks that the file is still the one that was listed.</summary>
    /// <exception cref="ShareException">It was changed.</exception>
    internal void RequireUnchanged(SafeFileHandle file)
    {
        if (FileFacts.Of(file) != new FileFacts(FileKind.File, Size, Modified))
        {
            throw Changed();
        }
    }

    /// <summary>The exception for a file that is not what it was.</summary>
    internal ShareException Changed() => new(ShareFault.File, $"{FullPath} was changed while it was being sent. Send it again.");
}

/// <summary>A file that is not shared although it lies in a directory that is.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Reason">Why, as the end of a sentence.</param>
public sealed record LeftOut(string Path, string Reason);
