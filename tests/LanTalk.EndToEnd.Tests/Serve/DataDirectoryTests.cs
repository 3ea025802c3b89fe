using System.Text;
using LanTalk.EndToEnd.Tests.Infrastructure;
using LanTalk.Server.History;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Serve;

/// <summary>A server whose data cannot be used does not start, and says why.</summary>
public sealed class DataDirectoryTests(InstalledTool tool) : ToolTest(tool)
{
    [Fact]
    public async Task ADamagedHistoryKeepsTheServerFromStartingAndStaysAsItIs()
    {
        using (var store = SqliteRoomStore.Open(Directory.Path, new HistoryLimit()))
        {
            await store.AppendAsync("lobby", 0, Enumerable.Range(1, 2000)
                .Select(i => new StoredMessage(0, 0, "Bob", Encoding.UTF8.GetBytes($"message {i}"))).ToArray());
        }

        var file = Directory.File("history.db");
        var bytes = await File.ReadAllBytesAsync(file);
        new Random(1).NextBytes(bytes.AsSpan(8192, 40_000));
        await File.WriteAllBytesAsync(file, bytes);

        var (exitCode, run) = await RunToEndAsync("serve", "--port", "0", "--bind", "127.0.0.1", "--no-beacon");

        exitCode.Should().Be(2);
        run.Errors.Should().ContainSingle().Which.Should().Contain("history.db is damaged").And.Contain(".recover").And.Contain("away");
        (await File.ReadAllBytesAsync(file)).Should().Equal(bytes);
        System.IO.Directory.GetFiles(Directory.Path, "history.db*").Should().ContainSingle();
    }

    [Fact]
    public async Task AServerIsTheSameWhereverItIsStartedFromAndSaysWhereItKeepsItsFiles()
    {
        var (data, elsewhere) = (Path.Combine(Directory.File("data"), "lantalk"), Directory.File("elsewhere"));
        System.IO.Directory.CreateDirectory(elsewhere);

        var identity = await ShowIdentityAsync(Directory.Path);
        (await ShowIdentityAsync(elsewhere)).Should().Be(identity);
        File.Exists(Path.Combine(data, "identity.pem")).Should().BeTrue();

        await File.WriteAllTextAsync(Path.Combine(elsewhere, "bans.json"), "[]");
        (await ShowIdentityAsync(elsewhere)).Should().NotBe(identity);
        var paths = await InAsync(elsewhere, "config", "path");
        paths.Output.Should().Contain($"Data      {elsewhere}");
        paths = await InAsync(Directory.Path, "config", "path");
        paths.Output.Should().Contain($"Data      {data}");
    }

    [Fact]
    public async Task TheBansAndTheHistoryOfAServerAreLookedForWhereItKeepsThemAndItIsSaidWhenThereAreNone()
    {
        var data = Path.Combine(Directory.File("data"), "lantalk");

        (await InAsync(Directory.Path, "history")).Errors.Should().ContainSingle().Which.Should().Contain(data);
        (await InAsync(Directory.Path, "ban", "list")).Errors.Should().Contain(line => line.Contains($"no server has run in {data}"));
        (await InAsync(Directory.Path, "ban", "add", "10.1.2.3")).Output.Should().BeEmpty();

        (await InAsync(Directory.Path, "ban", "list")).Output.Should().ContainSingle().Which.Should().StartWith("10.1.2.3");
        File.Exists(Path.Combine(data, "bans.json")).Should().BeTrue();
    }

    private async Task<string> ShowIdentityAsync(string directory) => (await InAsync(directory, "serve", "--show-identity")).Output[0];

    private async Task<ToolProcess> InAsync(string directory, params string[] arguments)
    {
        var run = ToolProcess.Start(
            Tool.Command, arguments, directory, ("LANTALK_CONFIG_DIR", ConfigDirectory), ("LANTALK_DATA_DIR", ""), ("XDG_DATA_HOME", Directory.File("data")));
        await using (run)
        {
            run.EndInput();
            await run.ExitAsync();
        }

        return run;
    }

    [Fact]
    public async Task ASecondServerOnTheSameDataIsRefusedAndTheFirstGoesOn()
    {
        var (first, _) = await ServeAsync();

        var (exitCode, run) = await RunToEndAsync("serve", "--port", "0", "--bind", "127.0.0.1", "--no-beacon");

        exitCode.Should().Be(2);
        run.Errors.Should().ContainSingle().Which.Should().Contain("Another server uses the data directory").And.Contain("--data-dir");
        await first.TypeAsync("still here");
        await first.OutputAsync("still here");
    }

    /// <summary>At its start, that is: files that a server has open stay writable to it, unless the disk itself fails.</summary>
    [Fact]
    public async Task ADirectoryThatCannotBeWrittenKeepsTheServerFromStartingUntilItCan()
    {
        await using var disk = await SmallDisk.MountAsync("4m");
        string[] serve = ["serve", "--port", "0", "--bind", "127.0.0.1", "--no-beacon", "--data-dir", disk.Path];
        await disk.ChangeAsync("remount,ro");

        var (exitCode, run) = await RunToEndAsync(serve);

        exitCode.Should().Be(2);
        run.Errors.Should().ContainSingle().Which.Should().Contain(disk.Path).And.Contain("--data-dir");

        await disk.ChangeAsync("remount,rw");
        var server = Run(serve);
        await server.OutputAsync("Listening on");
        await server.SignalAsync("TERM");
        (await server.ExitAsync()).Should().Be(0);
    }
}
