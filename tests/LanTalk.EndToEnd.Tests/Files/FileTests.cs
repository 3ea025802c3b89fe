using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Files;

public sealed class FileTests(InstalledTool tool) : ToolTest(tool)
{
    private const int Large = 64 * 1024 * 1024;

    [Fact]
    public async Task AFileThatIsSentIsListedAndGot()
    {
        var (server, endPoint) = await ServeAsync();
        var bytes = Write("report.pdf", 3_000_000);

        var (exitCode, sent) = await RunToEndAsync("send", "--host", $"{endPoint}", "--name", "ci", "--file", "report.pdf");
        exitCode.Should().Be(0, string.Join('\n', sent.Errors));
        var number = sent.Output.Should().ContainSingle().Which;
        await server.OutputAsync("report.pdf");

        var (_, listed) = await RunToEndAsync("files", "--host", $"{endPoint}", "--name", "ci");
        listed.Output.Should().ContainSingle().Which.Should().StartWith($"{number}  report.pdf (3 MB)  ci, ");
        (await GetAsync(endPoint, number, "--output", "out/")).Should().Be(0);
        Read("out/report.pdf").Should().Equal(bytes);
        (await GetAsync(endPoint, "--match", "*.PDF", "--output", "out")).Should().Be(0);
        Read("out/report (2).pdf").Should().Equal(bytes);
        (await GetAsync(endPoint, "99")).Should().Be(3);
    }

    [Fact]
    public async Task ADirectoryOf300FilesArrivesWhole()
    {
        var (_, endPoint) = await ServeAsync();
        var files = Enumerable.Range(0, 300).ToDictionary(number => $"trip/{number % 7}/{number}.bin", number => 4000 + number);
        var written = files.ToDictionary(file => file.Key, file => Write(file.Key, file.Value));

        var (exitCode, sent) = await RunToEndAsync("send", "--host", $"{endPoint}", "--name", "ci", "--file", "trip", "--json");
        exitCode.Should().Be(0, string.Join('\n', sent.Errors));
        JsonSerializer.Deserialize<JsonElement>(sent.Output[0]).GetProperty("count").GetInt64().Should().Be(300);
        (await GetAsync(endPoint, "--last", "--output", "out/")).Should().Be(0);

        foreach (var (path, bytes) in written)
        {
            Read($"out/{path}").Should().Equal(bytes);
        }
    }

    [Fact]
    public async Task WhatIsStillBeingSentCanBeGot()
    {
        var (_, endPoint) = await ServeAsync();
        var bytes = Write("big.bin", Large);
        var tail = Run("tail", "--host", $"{endPoint}", "--name", "tim", "--json");
        await tail.OutputAsync("auth_ok");

        var send = Run("send", "--host", $"{endPoint}", "--name", "ci", "--file", "big.bin");
        send.EndInput();
        await tail.OutputAsync("\"share\":{");

        (await GetAsync(endPoint, "--last", "--output", "out/")).Should().Be(0);
        (await send.ExitAsync()).Should().Be(0);
        Read("out/big.bin").Should().Equal(bytes);
    }

    [Fact]
    public async Task AFileGoesThroughAPipe()
    {
        var (_, endPoint) = await ServeAsync();
        Write("text.txt", 0);
        await File.WriteAllTextAsync(Directory.File("text.txt"), "one\ntwo\n");
        (await RunToEndAsync("send", "--host", $"{endPoint}", "--name", "ci", "--file", "text.txt")).ExitCode.Should().Be(0);

        var (exitCode, run) = await RunToEndAsync("get", "--host", $"{endPoint}", "--name", "ci", "--last", "--output", "-");

        exitCode.Should().Be(0);
        run.Output.Should().Equal("one", "two");
        run.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task WhatAProgramWritesIsSharedAndLeavesNothingBehind()
    {
        var (_, endPoint) = await ServeAsync();
        var bytes = Write("input", 5_000_000);
        var temporary = Directory.File("temporary");
        System.IO.Directory.CreateDirectory(temporary);
        var command = $"cat input | TMPDIR={temporary} {ShellCommand} send --host {endPoint} --name ci --file - --file-name build.log";

        var start = new ProcessStartInfo("sh", ["-c", command]) { WorkingDirectory = Directory.Path, RedirectStandardOutput = true, UseShellExecute = false };
        using (var shell = Process.Start(start)!)
        {
            (await shell.StandardOutput.ReadToEndAsync()).Should().Be("1\n");
            await shell.WaitForExitAsync();
            shell.ExitCode.Should().Be(0);
        }

        System.IO.Directory.GetFileSystemEntries(temporary).Should().BeEmpty();
        (await GetAsync(endPoint, "1", "--output", "out/")).Should().Be(0);
        Read("out/build.log").Should().Equal(bytes);
    }

    [Fact]
    public async Task CurlGetsAShareWithATicketFromThisServerOnly()
    {
        var (_, endPoint) = await ServeAsync();
        var bytes = Write("report.pdf", 3_000_000);
        (await RunToEndAsync("send", "--host", $"{endPoint}", "--name", "ci", "--file", "report.pdf")).ExitCode.Should().Be(0);

        var (_, listed) = await RunToEndAsync("files", "--host", $"{endPoint}", "--name", "rob", "--ticket", "1", "--json");
        var ticket = JsonSerializer.Deserialize<JsonElement>(listed.Output.Should().ContainSingle().Which);
        string Text(string field) => ticket.GetProperty(field).GetString()!;
        (await CurlAsync("sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")).Should().Be(90, "it is another server's key");
        (await CurlAsync(Text("public_key"))).Should().Be(0);

        Read("curl.pdf").Should().Equal(bytes);
        (await RunToEndAsync("files", "--host", $"{endPoint}", "--name", "rob", "--ticket", "1")).Process.Output.Should().ContainSingle().Which.Should().HaveLength(22);
        (await RunToEndAsync("files", "--host", $"{endPoint}", "--name", "rob", "--ticket", "2")).ExitCode.Should().Be(3);

        async Task<int> CurlAsync(string key)
        {
            using var curl = Process.Start("curl",
                ["-fsSk", "--pinnedpubkey", key, "-H", $"Authorization: Bearer {Text("ticket")}", "-r", $"{ticket.GetProperty("manifest_size").GetInt64()}-",
                    "-o", Directory.File("curl.pdf"), Text("url")]);
            await curl.WaitForExitAsync();
            return curl.ExitCode;
        }
    }

    [Fact]
    public async Task ASenderThatIsKilledGoesOnAndTheRoomIsToldOnce()
    {
        var (_, endPoint) = await ServeAsync();
        var bytes = Write("big.bin", Large);
        var tail = Run("tail", "--host", $"{endPoint}", "--name", "tim", "--json");
        await tail.OutputAsync("auth_ok");
        var send = Run("send", "--host", $"{endPoint}", "--name", "ci", "--file", "big.bin");
        await tail.OutputAsync("\"share\":{");
        await send.SignalAsync("KILL");
        await send.ExitAsync();

        (await RunToEndAsync("send", "--host", $"{endPoint}", "--name", "ci", "--file", "big.bin")).ExitCode.Should().Be(0);

        (await GetAsync(endPoint, "--last", "--output", "out/")).Should().Be(0);
        Read("out/big.bin").Should().Equal(bytes);
        (await RunToEndAsync("files", "--host", $"{endPoint}", "--name", "ci")).Process.Output.Should().ContainSingle();
    }

    [Fact]
    public async Task AReceiverThatIsKilledGoesOnWithWhatItHas()
    {
        var (_, endPoint) = await ServeAsync();
        var bytes = Write("big.bin", Large);
        (await RunToEndAsync("send", "--host", $"{endPoint}", "--name", "ci", "--file", "big.bin")).ExitCode.Should().Be(0);
        System.IO.Directory.CreateDirectory(Directory.File("out"));
        using var watcher = new FileSystemWatcher(Directory.File("out"), "*.part");
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        watcher.Created += (_, _) => begun.TrySetResult();
        watcher.EnableRaisingEvents = true;
        var get = Run("get", "--host", $"{endPoint}", "--name", "ci", "--last", "--output", "out");
        await begun.Task.WaitAsync(ToolProcess.Patience);
        await get.SignalAsync("KILL");
        await get.ExitAsync();

        (await GetAsync(endPoint, "--last", "--output", "out")).Should().Be(0);

        System.IO.Directory.GetFiles(Directory.File("out"), "*.part").Should().BeEmpty();
        foreach (var path in System.IO.Directory.GetFiles(Directory.File("out")))
        {
            // Two, if it was done before it was killed.
            Read(path).Should().Equal(bytes);
        }
    }

    [Fact]
    public async Task AServerThatIsKilledDoesNotEndATransfer()
    {
        var (server, endPoint) = await ServeAsync();
        var bytes = Write("big.bin", Large);
        var tail = Run("tail", "--host", $"{endPoint}", "--name", "tim", "--json");
        await tail.OutputAsync("auth_ok");
        var send = Run("send", "--host", $"{endPoint}", "--name", "ci", "--file", "big.bin");
        send.EndInput();
        await tail.OutputAsync("\"share\":{");
        await server.SignalAsync("KILL");
        await server.ExitAsync();

        var again = Run(["serve", "--name", "Alice", "--port", $"{endPoint.Port}", "--bind", "127.0.0.1", "--beacon-port", BeaconPort, "--data-dir", Directory.Path]);
        await again.OutputAsync("Listening on");

        (await send.ExitAsync()).Should().Be(0, string.Join('\n', send.Errors));
        (await GetAsync(endPoint, "--last", "--output", "out/")).Should().Be(0);
        Read("out/big.bin").Should().Equal(bytes);
    }

    private async Task<int> GetAsync(IPEndPoint endPoint, params string[] arguments)
    {
        var (exitCode, run) = await RunToEndAsync(["get", "--host", $"{endPoint}", "--name", "rob", .. arguments]);
        if (exitCode is not (0 or 3))
        {
            throw new InvalidOperationException(string.Join('\n', run.Errors));
        }

        return exitCode;
    }

    private byte[] Write(string path, int length)
    {
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(Directory.File(path))!);
        var bytes = RandomNumberGenerator.GetBytes(length);
        File.WriteAllBytes(Directory.File(path), bytes);
        return bytes;
    }

    private byte[] Read(string path) => File.ReadAllBytes(Directory.File(path));
}
