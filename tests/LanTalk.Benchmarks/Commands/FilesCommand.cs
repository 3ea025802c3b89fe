using System.CommandLine;
using LanTalk.Benchmarks.Files;
using LanTalk.Benchmarks.Load;
using LanTalk.Benchmarks.Reports;

namespace LanTalk.Benchmarks.Commands;

/// <summary><c>files</c>: sends and gets files through the real tool, and prints how fast, beside nginx where it can do the same.</summary>
internal sealed class FilesCommand : Command
{
    private const long Mebibyte = 1024 * 1024;

    private static readonly string[] AllParts = ["transfers", "tool", "crowd", "chat", "resume"];

    private readonly NumberOption<int> _size = new("--size", "MiB of the large file.", 2048);
    private readonly NumberOption<int> _shared = new("--shared", "MB of the share that many get.", 500);
    private readonly NumberOption<int> _resumed = new("--resumed", "GB of the file that is half sent; it takes no space.", 20);
    private readonly NumberOption<int> _rounds = new("--rounds", "Rounds, each by turns; the table shows medians.", 3);
    private readonly Option<string[]> _parts = new("--parts")
    {
        Description = "What to measure.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => AllParts,
    };

    private readonly Option<string> _directory = new("--directory")
    {
        Description = "Where all files go, best in memory. It needs room for five of the large file.",
        DefaultValueFactory = _ => Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(),
    };

    public FilesCommand()
        : base("files", "Send and get files: speed, CPU and memory, beside nginx where it can do the same.")
    {
        _parts.AcceptOnlyFromAmong(AllParts);
        foreach (var option in new Option[] { _size, _shared, _resumed, _rounds, _parts, _directory })
        {
            Options.Add(option);
        }

        SetAction((result, _) => RunAsync(result));
    }

    private async Task<int> RunAsync(ParseResult result)
    {
        var directory = Directory.CreateDirectory(Path.Combine(result.GetValue(_directory)!, $"lantalk-files-{Environment.ProcessId}")).FullName;

        // The servers' own directories go there, too.
        Environment.SetEnvironmentVariable("TMPDIR", directory);
        try
        {
            var reports = new List<FilesReport>();
            foreach (var part in result.GetValue(_parts)!)
            {
                reports.AddRange(await RunAsync(part, result, directory));
                FilesReport.WriteTable(Console.Error, reports);
            }

            FilesReport.WriteTable(Console.Out, reports);
            return 0;
        }
        catch (BenchmarkException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private async Task<IReadOnlyList<FilesReport>> RunAsync(string part, ParseResult result, string directory)
    {
        var (rounds, time) = (result.GetValue(_rounds), TimeProvider.System);
        return part switch
        {
            "transfers" => await new TransferRun(directory, Large(), rounds, time).RunAsync(),
            "tool" => await new ToolRun(directory, Large(), rounds, time).RunAsync(),
            "crowd" => await new CrowdRun(Shared(), time).RunAsync(),
            "chat" => await new ChatBesideRun(Shared(), rounds, time).RunAsync(),
            _ => [await new ResumingRun(directory, result.GetValue(_resumed) * 1_000_000_000L, rounds, time).RunAsync()],
        };

        SampleContent Large() => new(Path.Combine(directory, "large"), result.GetValue(_size) * Mebibyte);

        SampleContent Shared() => new(Path.Combine(directory, "shared"), result.GetValue(_shared) * 1_000_000L);
    }
}
