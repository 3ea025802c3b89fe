using System.Diagnostics;
using LanTalk.Benchmarks.Load;

namespace LanTalk.Benchmarks.Servers;

/// <summary>
/// The limit: one thread, epoll, no parsing, one <c>send</c> per receiver and batch (<c>fanout.c</c>). It passes lines on unchanged; they are as long
/// as the lines that LanTalk delivers, so that the kernel moves the same bytes for both.
/// </summary>
internal sealed class ReferenceServer : ServerUnderTest
{
    private static readonly string Source = Path.Combine(AppContext.BaseDirectory, "Servers", "fanout.c");

    public override string Name => "c-limit";

    public override string? Missing => Find("cc") is null ? "no C compiler (Debian package gcc)" : null;

    public override Dialect Dialect { get; } = new()
    {
        Login = _ => [new("", "ready\n")],
        Prefix = """{"type":"message","ts":"14:22","user":"u00000","text":" """.TrimEnd(),
        Suffix = "\"}\n",
        Echoes = true,
    };

    public override string[] Command(int port, string directory)
    {
        var program = Path.Combine(directory, "fanout");
        using var compiler = Process.Start("cc", ["-O2", "-o", program, Source]);
        compiler.WaitForExit();
        return compiler.ExitCode == 0 ? [program, $"{port}"] : throw new BenchmarkException("fanout.c does not compile.");
    }
}
