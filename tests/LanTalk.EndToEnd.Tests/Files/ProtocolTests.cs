using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Files;

/// <summary>A client of sixty lines, written from the page that describes the wire, and the tool understand each other.</summary>
public sealed class ProtocolTests(InstalledTool tool) : ToolTest(tool)
{
    // Debian's, for which its packages are.
    private const string Python = "/usr/bin/python3";

    private readonly byte[] _bytes = RandomNumberGenerator.GetBytes(5_000_000);

    [Fact]
    public async Task WhatASmallClientSendsTheToolGets()
    {
        var (_, endPoint) = await ServeAsync();
        await File.WriteAllBytesAsync(Directory.File("a.bin"), _bytes);

        await using var client = await StartAsync(endPoint, "send", Directory.File("a.bin"));
        (await client.ExitAsync()).Should().Be(0, string.Join('\n', client.Errors));
        client.Output.Should().Equal("1");

        (await RunToEndAsync("get", "1", "--host", $"{endPoint}", "--name", "rob", "--output", "out/")).ExitCode.Should().Be(0);
        (await File.ReadAllBytesAsync(Directory.File("out/a.bin"))).Should().Equal(_bytes);
    }

    [Fact]
    public async Task WhatTheToolSendsASmallClientGets()
    {
        var (_, endPoint) = await ServeAsync();
        await File.WriteAllTextAsync(Directory.File("a.txt"), Convert.ToHexString(_bytes));
        (await RunToEndAsync("send", "--host", $"{endPoint}", "--name", "ci", "--file", "a.txt")).ExitCode.Should().Be(0);

        await using var client = await StartAsync(endPoint, "get", "1");

        (await client.ExitAsync()).Should().Be(0, string.Join('\n', client.Errors));
        client.Output.Should().Equal(Convert.ToHexString(_bytes));
    }

    private static async Task<ToolProcess> StartAsync(IPEndPoint endPoint, string verb, string what)
    {
        await Requirement.ProgramAsync("A client in Python is needed", Python, "-c", "import cryptography");
        var script = Path.Combine(InstalledTool.Repository(), "tests", "LanTalk.EndToEnd.Tests", "Files", "client.py");
        return ToolProcess.Start(Python, [script, endPoint.Port.ToString(CultureInfo.InvariantCulture), verb, what]);
    }
}
