using LanTalk.Benchmarks.Reports;

namespace LanTalk.Benchmarks.Files;

/// <summary>The tool's own clients, from their start to their end: one large file; and many small ones beside one file of the same size.</summary>
internal sealed class ToolRun(string directory, SampleContent large, int rounds, TimeProvider time)
{
    private const int Count = 7_000;
    private const int Size = 4096;
    private const double Megabyte = 1_000_000;

    /// <summary>Sends and gets.</summary>
    public async Task<IReadOnlyList<FilesReport>> RunAsync() => [.. await RunLargeAsync(), .. await RunSmallAsync()];

    private async Task<IEnumerable<FilesReport>> RunLargeAsync()
    {
        List<(double, double)> sent = [], got = [], cpus = [];
        for (var round = 0; round < rounds; round++)
        {
            using var server = FileServer.Start(time);
            var (seconds, share) = await Tool.SendAsync(server, large.Path, time);
            sent.Add((large.Size / Megabyte / seconds, 0));
            var cpu = server.Cpu;
            got.Add((large.Size / Megabyte / await Tool.GetAsync(server, share, time), 0));
            cpus.Add(((server.Cpu - cpu).TotalSeconds, 0));
        }

        return
        [
            new("lantalk send --file, whole", "MB/s", null, "", sent),
            new("lantalk get, whole", "MB/s", null, "", got),
            new("lantalk get: CPU of the server", "s", null, "", cpus),
        ];
    }

    private async Task<IEnumerable<FilesReport>> RunSmallAsync()
    {
        var small = Path.Combine(directory, "small");
        var bytes = new byte[Size];
        for (var i = 0; i < Count; i++)
        {
            var subdirectory = Directory.CreateDirectory(Path.Combine(small, $"{i / 100}")).FullName;
            new Random(i).NextBytes(bytes);
            await File.WriteAllBytesAsync(Path.Combine(subdirectory, $"{i}.bin"), bytes);
        }

        var one = new SampleContent(Path.Combine(directory, "one"), Count * Size);
        List<(double, double)> sent = [], got = [];
        using var server = FileServer.Start(time);
        for (var round = 0; round < rounds; round++)
        {
            var (manyOut, many) = await Tool.SendAsync(server, small, time);
            var (oneOut, single) = await Tool.SendAsync(server, one.Path, time);
            sent.Add((manyOut, oneOut));
            got.Add((await Tool.GetAsync(server, many, time), await Tool.GetAsync(server, single, time)));
        }

        return
        [
            new($"lantalk send --file, {Count:N0} files of 4 KiB", "s", "one file", "at most 1.3x", sent),
            new($"lantalk get, {Count:N0} files of 4 KiB", "s", "one file", "at most 1.3x", got),
        ];
    }
}
