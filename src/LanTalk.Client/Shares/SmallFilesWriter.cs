using System.Runtime.ExceptionServices;
using LanTalk.Protocol.Files;
using LanTalk.Protocol.Shares;
using LanTalk.Protocol.Sources;

namespace LanTalk.Client.Shares;

/// <summary>Writes many small files of a share at once, on several processors: making them takes longer than their bytes.</summary>
/// <param name="path">The directory that the share arrives in.</param>
internal sealed class SmallFilesWriter(string path) : IDisposable
{
    /// <summary>More would only wait for each other.</summary>
    private const int MostAtOnce = 4;

    // Each belongs to the one that writes with it.
    private readonly StagingTree[] _trees =
        [.. Enumerable.Range(0, Math.Min(MostAtOnce, Environment.ProcessorCount)).Select(_ => new StagingTree(path))];

    /// <summary>Writes files of which all bytes are there.</summary>
    /// <param name="files">The files of the share.</param>
    /// <param name="first">The first of those to write; empty files and directories among them are left out.</param>
    /// <param name="end">The one after the last.</param>
    /// <param name="offset">Where the bytes begin in the content.</param>
    /// <param name="bytes">The bytes.</param>
    /// <exception cref="ShareException">One cannot be written.</exception>
    public void Write(IReadOnlyList<TargetFile> files, int first, int end, long offset, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            Parallel.For(0, _trees.Length, writer =>
            {
                var last = first + ((end - first) * (writer + 1) / _trees.Length);
                for (var index = first + ((end - first) * writer / _trees.Length); index < last; index++)
                {
                    var file = files[index];
                    Write(_trees[writer], file, bytes.Span.Slice((int)(file.Start - offset), (int)file.File.Size));
                }
            });
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tree in _trees)
        {
            tree.Dispose();
        }
    }

    private static void Write(StagingTree tree, TargetFile file, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 0)
        {
            return;
        }

        try
        {
            using var open = tree.TryCreate(file.Parts) ?? tree.OpenExisting(file.Parts, 0);
            if (OperatingSystem.IsLinux())
            {
                LinuxFiles.Write(open, bytes);
            }
            else
            {
                RandomAccess.Write(open, bytes, 0);
            }

            file.SetTime(open);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ShareException.Of(tree.PathOf(file.Parts), e);
        }
    }
}
