using System.Runtime.Versioning;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Trust;

[UnsupportedOSPlatform("windows")] // files have modes
public sealed class KeyFileTests(InstalledTool tool) : ToolTest(tool)
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private string KeyFile => Path.Combine(ConfigDirectory, "key");

    [Fact]
    public async Task ProcessesThatStartAtOnceEndUpWithOneKey()
    {
        var (_, endPoint) = await ServeAsync();

        // A name belongs to the key that it first came with: a user whose key was lost cannot have the name again.
        for (var round = 0; round < 2; round++)
        {
            var runs = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => RunToEndAsync("join", $"{endPoint}", "--name", $"user{i}")));
            runs.Should().OnlyContain(run => run.ExitCode == 0);
        }

        (await File.ReadAllLinesAsync(KeyFile)).Should().HaveCount(2).And.Subject.First().Should().StartWith("# The secret key");
        File.GetUnixFileMode(KeyFile).Should().Be(Private);
        System.IO.Directory.GetFiles(ConfigDirectory).Select(Path.GetFileName).Should().BeEquivalentTo(".lock", "key", "known_servers.json");
    }

    [Theory]
    [InlineData("key", "nonsense\n")]
    [InlineData("key", "")]
    [InlineData("known_servers.json", "[{")]
    public async Task ABrokenFileIsNamedAndLeftAsItIs(string name, string content)
    {
        var (_, endPoint) = await ServeAsync();
        System.IO.Directory.CreateDirectory(ConfigDirectory);
        var file = Path.Combine(ConfigDirectory, name);
        await File.WriteAllTextAsync(file, content);
        File.SetUnixFileMode(file, Private);

        var (exitCode, run) = await RunToEndAsync("join", $"{endPoint}");

        exitCode.Should().Be(2);
        run.Errors.Should().ContainSingle().Which.Should().Contain(file);
        (await File.ReadAllTextAsync(file)).Should().Be(content);
    }

    [Fact]
    public async Task AKeyThatOthersCanReadIsNotUsed()
    {
        var (_, endPoint) = await ServeAsync();
        await RunToEndAsync("join", $"{endPoint}");
        File.SetUnixFileMode(KeyFile, Private | UnixFileMode.GroupRead);

        var (exitCode, run) = await RunToEndAsync("join", $"{endPoint}");

        exitCode.Should().Be(2);
        run.Errors.Should().ContainSingle().Which.Should().Contain($"chmod 600 {KeyFile}");
    }

    [Fact]
    public async Task ADirectoryThatCannotBeIsAWrongOption()
    {
        await File.WriteAllTextAsync(Directory.File("file"), "");

        var (exitCode, run) = await RunToEndAsync("join", "127.0.0.1:9", "--config-dir", Directory.File("file/below"));

        exitCode.Should().Be(2);
        run.Errors.Should().ContainSingle().Which.Should().Contain("file/below");
    }
}
