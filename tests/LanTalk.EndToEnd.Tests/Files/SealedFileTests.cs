using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Files;

public sealed class SealedFileTests(InstalledTool tool) : ToolTest(tool)
{
    private const string Title = "redundancies-2027.ods";

    [Fact]
    public async Task AUserWhoIsOfflineGetsASealedFileLaterAndNobodyElseDoes()
    {
        var data = Directory.File("data");
        var (_, endPoint) = await ServeAsAsync("Alice", data, "--log-level", "DEBUG");
        var bytes = Write(Title, 5_000_000);
        await BeThereAsync(endPoint, "Carol");
        await BeThereAsync(endPoint, "Dave");

        var (exitCode, sent) = await RunAsAsync("Bob", "send", "--host", $"{endPoint}", "--name", "Bob", "--file", Title, "--to", "Carol", "--json");
        exitCode.Should().Be(0, string.Join('\n', sent.Errors));
        var shared = JsonSerializer.Deserialize<JsonElement>(sent.Output.Should().ContainSingle().Which);
        var number = $"{shared.GetProperty("share").GetInt64()}";
        shared.GetProperty("waits").GetBoolean().Should().BeTrue();
        sent.Errors.Should().Contain(line => line.EndsWith("It waits: Carol is offline."));

        // Without joining first: the key is taken from the message that waits, which still waits for her own client.
        var (_, listed) = await RunAsAsync("Carol", "files", "--host", $"{endPoint}", "--name", "Carol");
        listed.Output.Should().ContainSingle().Which.Should().StartWith($"{number}  {Title} (5 MB)  Bob, ").And.EndWith(", sealed for you");
        var (got, get) = await RunAsAsync("Carol", "get", number, "--host", $"{endPoint}", "--name", "Carol", "--output", "carol/");
        got.Should().Be(0, string.Join('\n', get.Errors));
        File.ReadAllBytes(Directory.File($"carol/{Title}")).Should().Equal(bytes);

        var carol = Run([("LANTALK_CONFIG_DIR", Directory.File("config-Carol"))], ["join", $"{endPoint}", "--name", "Carol", "--json"]);
        var told = JsonSerializer.Deserialize<JsonElement>(await carol.OutputAsync(Title));
        (told.GetProperty("type").GetString(), told.GetProperty("share").GetProperty("title").GetString()).Should().Be(("pm", Title));
        carol.EndInput();
        (await carol.ExitAsync()).Should().Be(0);
        (await RunAsAsync("Carol", "get", number, "--host", $"{endPoint}", "--name", "Carol", "--output", "again/")).ExitCode.Should().Be(0);

        var (_, others) = await RunAsAsync("Dave", "files", "--host", $"{endPoint}", "--name", "Dave");
        others.Output.Should().BeEmpty();
        (await RunAsAsync("Dave", "get", number, "--host", $"{endPoint}", "--name", "Dave", "--output", "dave/")).ExitCode.Should().Be(3);
        foreach (var path in System.IO.Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)))
        {
            (await ReadAsync(path)).Should().NotContain(Title, path);
        }
    }

    [Fact]
    public async Task AUserWhoIsOnlineIsToldAndAnotherLoginOfHersGetsIt()
    {
        var (_, endPoint) = await ServeAsync();
        var bytes = Write(Title, 300_000);
        var carol = Run([("LANTALK_CONFIG_DIR", Directory.File("config-Carol"))], ["join", $"{endPoint}", "--name", "Carol"]);
        await carol.OutputAsync("you are on");

        (await RunAsAsync("Bob", "send", "--host", $"{endPoint}", "--name", "Bob", "--file", Title, "--to", "carol")).ExitCode.Should().Be(0);

        (await carol.OutputAsync(Title)).Should().EndWith($"[sealed] (private) Bob sends you #1 {Title} (300 KB)");
        (await RunAsAsync("Carol", "get", "1", "--host", $"{endPoint}", "--output", "carol/")).ExitCode.Should().Be(0);
        File.ReadAllBytes(Directory.File($"carol/{Title}")).Should().Equal(bytes);
    }

    [Fact]
    public async Task ToAUserWithoutAKeyNothingIsSent()
    {
        var (_, endPoint) = await ServeAsync();
        Write(Title, 1000);
        var old = Run([("LANTALK_CONFIG_DIR", Directory.File("config-Old"))], ["join", $"{endPoint}", "--name", "Old", "--plaintext"]);
        await old.OutputAsync("you are on");

        var (exitCode, sent) = await RunAsAsync("Bob", "send", "--host", $"{endPoint}", "--name", "Bob", "--file", Title, "--to", "Old");

        exitCode.Should().Be(4);
        sent.Errors.Should().Contain(line => line.Contains("Old has no key to seal files for, and nothing was sent"));
        (await RunAsAsync("Bob", "send", "--host", $"{endPoint}", "--name", "Bob", "--file", Title, "--to", "Nobody")).ExitCode.Should().Be(4);
        old.Output.Should().NotContain(line => line.Contains(Title));
        (await RunAsAsync("Bob", "files", "--host", $"{endPoint}", "--name", "Bob")).Process.Output.Should().BeEmpty();
    }

    private async Task<(int ExitCode, ToolProcess Process)> RunAsAsync(string user, params string[] arguments)
    {
        var process = Run([("LANTALK_CONFIG_DIR", Directory.File($"config-{user}"))], arguments);
        process.EndInput();
        return (await process.ExitAsync(), process);
    }

    /// <summary>A user whose name belongs to its key from now on.</summary>
    private async Task BeThereAsync(IPEndPoint endPoint, string user) =>
        (await RunAsAsync(user, "send", "--host", $"{endPoint}", "--name", user, "hello")).ExitCode.Should().Be(0);

    private byte[] Write(string path, int length)
    {
        var bytes = RandomNumberGenerator.GetBytes(length);
        File.WriteAllBytes(Directory.File(path), bytes);
        return bytes;
    }

    private static async Task<string> ReadAsync(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }
}
