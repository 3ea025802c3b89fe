using System.Runtime.Versioning;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests;

/// <summary>An account without a home, without an entry among the users, and without rights: as in a container.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class HomelessTests(InstalledTool tool) : ToolTest(tool)
{
    private const string Nobody = "54321";

    [Theory]
    [InlineData("")]
    [InlineData("HOME=/")]
    public async Task WithoutAHomeTheToolWorksInTheDirectoriesThatItIsGiven(string home)
    {
        await Requirement.ProgramAsync("The account is made up", "setpriv", "--reuid", Nobody, "true");
        LetOthersIn(Tool.Command, UnixFileMode.OtherRead);
        LetOthersIn(File.ResolveLinkTarget(Tool.Command, returnFinalTarget: true)?.FullName ?? Tool.Command, UnixFileMode.OtherRead);
        LetOthersIn(Directory.Path, UnixFileMode.OtherWrite | UnixFileMode.OtherRead);
        await using var server = ToolProcess.Start("sh", ["-c", As(home, "serve --name Alice --port 0 --bind 127.0.0.1 --no-beacon --data-dir data")], Directory.Path);
        var address = (await server.OutputAsync("Listening on")).Split(' ')[^1];

        (await RunToEndAsync(home, $"send hello --host {address} --name Bob --config-dir config")).ExitCode.Should().Be(0);
        await server.OutputAsync("Bob: hello");
        var (exitCode, errors) = await RunToEndAsync(home, $"send hello --host {address} --name Carol");
        exitCode.Should().Be(2);
        errors.Should().ContainSingle().Which.Should().Contain("--config-dir").And.NotContain("--plaintext");
        (exitCode, errors) = await RunToEndAsync(home, "serve --port 0 --no-beacon");
        exitCode.Should().Be(2);
        errors.Should().ContainSingle().Which.Should().Contain("--data-dir");
    }

    private async Task<(int ExitCode, IReadOnlyList<string> Errors)> RunToEndAsync(string home, string arguments)
    {
        await using var run = ToolProcess.Start("sh", ["-c", As(home, arguments)], Directory.Path);
        run.EndInput();
        return (await run.ExitAsync(), run.Errors);
    }

    private string As(string home, string arguments) =>
        $"exec setpriv --reuid {Nobody} --regid {Nobody} --clear-groups env -i \"PATH=$PATH\" {home} {Tool.Command} {arguments}";

    /// <summary>Lets other users reach a path below the directory of temporary files.</summary>
    private static void LetOthersIn(string path, UnixFileMode more)
    {
        File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.OtherExecute | more);
        if (Path.GetDirectoryName(path) is { } parent && parent != Path.GetTempPath().TrimEnd('/'))
        {
            LetOthersIn(parent, UnixFileMode.None);
        }
    }
}
