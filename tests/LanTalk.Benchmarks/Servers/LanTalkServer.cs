using LanTalk.Benchmarks.Load;

namespace LanTalk.Benchmarks.Servers;

/// <summary>The real tool: <c>lantalk serve</c>, with its limits raised by options and nothing else removed.</summary>
internal class LanTalkServer : ServerUnderTest
{
    public override string Name => "lantalk";

    public override string? Missing => null;

    public override Dialect Dialect { get; } = new()
    {
        Login = index =>
        [
            new($$"""{"username":"u{{index:00000}}"}""" + "\n", "\"auth_ok\""),
        ],
        Prefix = """{"type":"message","text":" """.TrimEnd(),
        Suffix = "\"}\n",
    };

    public override string[] Command(int port, string directory) => DotNetProgram.LanTalk(Arguments(port, directory));

    /// <summary>The arguments of the tool.</summary>
    protected static string[] Arguments(int port, string directory) =>
    [
        "serve",
        "--name", "bench",
        "--port", $"{port}",
        "--bind", "127.0.0.1",
        "--data-dir", directory,
        "--no-beacon",
        "--rate-limit", "0",
        "--idle-timeout", "0",
        "--max-sessions", "0",
    ];
}
