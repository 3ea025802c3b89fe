using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Infrastructure;

/// <summary>A disk of a test's own, which can be filled or changed: a tmpfs, mounted on a directory.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string path) => Path = path;

    /// <summary>The directory that it is mounted on.</summary>
    public string Path { get; }

    /// <summary>Mounts one.</summary>
    /// <param name="size">Its size, such as <c>1m</c>.</param>
    public static async Task<SmallDisk> MountAsync(string size)
    {
        var disk = new SmallDisk(Directory.CreateTempSubdirectory("lantalk-disk-").FullName);
        await Requirement.ProgramAsync("A disk of the test's own is needed", "mount", "-t", "tmpfs", "-o", $"size={size},mode=700", "tmpfs", disk.Path);
        return disk;
    }

    /// <summary>A file on it.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file that leaves no space.</summary>
    public void Fill(string name)
    {
        const int DiskFull = 28; // ENOSPC
        using var file = System.IO.File.OpenHandle(File(name), FileMode.CreateNew, FileAccess.Write);
        var block = new byte[4096];
        try
        {
            for (var length = 0L; ; length += block.Length)
            {
                RandomAccess.Write(file, block, length);
            }
        }
        catch (IOException e) when ((e.HResult & 0xFFFF) == DiskFull)
        {
            // As expected.
        }
    }

    /// <summary>Mounts it again with other options, such as <c>remount,ro</c>.</summary>
    public Task ChangeAsync(string options) => Requirement.ProgramAsync("A disk that changes is needed", "mount", "-o", options, Path);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Requirement.ProgramAsync("The disk must go", "umount", Path);
        Directory.Delete(Path);
    }
}
