using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LanTalk.Testing;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Files;

/// <summary>What a receiver gets from a sender who wants to harm it, on the disk and with the real tool.</summary>
public sealed class HostileShareTests(InstalledTool tool) : ToolTest(tool)
{
    private static readonly string Long = new('x', 10_000);

    [Fact]
    public async Task EveryHostileNameStaysInTheDirectoryAndNothingThereIsFollowedOrReplaced()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Making links needs rights there.");
        var (_, endPoint) = await ServeAsync();
        using var elsewhere = new TemporaryDirectory();
        await File.WriteAllTextAsync(elsewhere.File("mine"), "mine");
        System.IO.Directory.CreateDirectory(Directory.File("out"));
        System.IO.Directory.CreateSymbolicLink(Directory.File("out/trip"), elsewhere.Path);
        File.CreateSymbolicLink(Directory.File("out/link.txt"), elsewhere.File("mine"));
        File.CreateSymbolicLink(Directory.File("out/dangling.txt"), elsewhere.File("not-there-yet"));
        await File.WriteAllTextAsync(Directory.File("out/report.pdf"), "mine");
        (string Sent, string Got)[] names =
        [
            ("../../up.txt", "_/_/up.txt"),
            ("/etc/absolute.txt", "etc/absolute.txt"),
            ("deep/../../../zip-slip.txt", "deep/_/_/_/zip-slip.txt"),
            (@"C:\Windows\drive.txt", "C__Windows_drive.txt"),
            (@"\\?\C:\device.txt", "____C__device.txt"),
            (@"\\server\share\unc.txt", "__server_share_unc.txt"),
            (@"..\..\backslash.txt", "_._.._backslash.txt"),
            ("nul\0byte.txt", "nul_byte.txt"),
            ("CON", "_CON"),
            ("lpt1.txt", "_lpt1.txt"),
            (".bashrc", "_bashrc"),
            ("esc\u001b[2J.txt", "esc_[2J.txt"),
            ("invoice\u202efdp.exe", "invoicefdp.exe"),
            ($"{Long}.pdf", $"{Long[..251]}.pdf"),
            ($"{Long}.PDF", $"{Long[..247]} (2).PDF"),
            ("case.txt", "case.txt"),
            ("CASE.txt", "CASE (2).txt"),
            ("\u00e9.txt", "\u00e9.txt"),
            ("e\u0301.txt", "\u00e9 (2).txt"),
            ("trip/a.txt", "trip (2)/a.txt"),
            ("link.txt", "link (2).txt"),
            ("dangling.txt", "dangling (2).txt"),
            ("report.pdf", "report (2).pdf"),
        ];
        var number = await HostileSender.ShareAsync(
            endPoint, "../../evil", Manifest(names.Select((name, index) => (name.Sent, 1L))), [.. names.Select((_, index) => (byte)(index + 1))]);
        var before = Outside();

        var (exitCode, get) = await RunToEndAsync("get", number, "--host", $"{endPoint}", "--name", "rob", "--output", "out/");

        exitCode.Should().Be(0, string.Join('\n', get.Errors));
        get.Output.Concat(get.Errors).Should().OnlyContain(line => !line.Contains('\u001b'));
        var expected = names.Select((name, index) => $"{name.Got}={index + 1}").Append("report.pdf=109"); // the m of "mine"
        Written().Should().BeEquivalentTo(expected);
        System.IO.Directory.GetFileSystemEntries(elsewhere.Path).Should().Equal(elsewhere.File("mine"));
        (await File.ReadAllTextAsync(elsewhere.File("mine"))).Should().Be("mine");
        Outside().Should().BeEquivalentTo(before);
    }

    [Theory]
    [InlineData("""{"files":[{"path":"a","size":11}]}""")]
    [InlineData("""{"files":[{"path":"a","size":9}]}""")]
    [InlineData("""{"files":[{"path":"a","size":-1},{"path":"b","size":11}]}""")]
    [InlineData("""{"files":[{"path":"a","size":9223372036854775807},{"path":"b","size":9223372036854775807}]}""")]
    [InlineData("""{"files":[{"path":"a/","size":10}]}""")]
    [InlineData("""{"files":[{"path":"","size":10}]}""")]
    [InlineData("""{"files":[{"path":null,"size":10}]}""")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")]
    public async Task AManifestThatLiesIsRefusedInWordsAndNothingIsWritten(string manifest)
    {
        var (_, endPoint) = await ServeAsync();
        var number = await HostileSender.ShareAsync(endPoint, "report.pdf", manifest, new byte[10]);

        await IsRefusedAsync($"{endPoint}", number);
    }

    [Fact]
    public async Task AMillionEmptyFilesAreRefusedInWordsAndNothingIsWritten()
    {
        var (_, endPoint) = await ServeAsync();
        var number = await HostileSender.ShareAsync(endPoint, "report.pdf", Manifest(Enumerable.Range(0, 1_000_000).Select(at => ($"{at}", 0L))));

        await IsRefusedAsync($"{endPoint}", number, "*1,000,000 files*");
    }

    [Fact]
    public async Task AChunkThatWasAlteredOnTheServersDiskIsRefusedAndNamed()
    {
        var data = Directory.File("data");
        var (_, endPoint) = await ServeAsAsync("Alice", data);
        await File.WriteAllBytesAsync(Directory.File("big.bin"), RandomNumberGenerator.GetBytes(3_500_000));
        (await RunToEndAsync("send", "--host", $"{endPoint}", "--name", "ci", "--file", "big.bin")).ExitCode.Should().Be(0);
        await using (var content = File.Open(Path.Combine(data, "files", "1", "content"), FileMode.Open))
        {
            content.Position = 2_000_000;
            content.WriteByte((byte)(content.ReadByte() ^ 1));
        }

        var (exitCode, get) = await RunToEndAsync("get", "1", "--host", $"{endPoint}", "--name", "rob", "--output", "out/");

        exitCode.Should().Be(4);
        get.Errors.Should().ContainMatch("*MiB 2 of 4 is not what its sender announced*");
        Path.GetExtension(System.IO.Directory.GetFileSystemEntries(Directory.File("out")).Should().ContainSingle().Which).Should().Be(".part");
    }

    private async Task IsRefusedAsync(string server, string number, string words = "*share*")
    {
        var (exitCode, get) = await RunToEndAsync("get", number, "--host", server, "--name", "rob", "--output", "out/");

        exitCode.Should().Be(4, string.Join('\n', get.Errors));
        get.Errors.Should().ContainMatch(words).And.NotContainMatch("*Exception*");
        System.IO.Directory.Exists(Directory.File("out")).Should().BeFalse();
    }

    private static string Manifest(IEnumerable<(string Path, long Size)> files) =>
        JsonSerializer.Serialize(new { files = files.Select(file => new { path = file.Path, size = file.Size }) });

    /// <summary>The files that were written, links not followed, each with its first byte; none of them can be run.</summary>
    private IEnumerable<string> Written()
    {
        var root = new DirectoryInfo(Directory.File("out"));
        foreach (var file in root.EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }))
        {
            (file.UnixFileMode & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)).Should().Be(UnixFileMode.None);
            yield return $"{Path.GetRelativePath(root.FullName, file.FullName).Normalize(NormalizationForm.FormC)}={File.ReadAllBytes(file.FullName)[0]}";
        }
    }

    /// <summary>All that lies beside the directory, but for what the programs keep themselves.</summary>
    private List<string> Outside() =>
        [.. System.IO.Directory.GetFileSystemEntries(Directory.Path).Concat(System.IO.Directory.GetFileSystemEntries(Path.GetDirectoryName(Directory.Path)!, "*up.txt"))
            .Where(path => !path.Contains("config", StringComparison.Ordinal) && !path.Contains("history", StringComparison.Ordinal))];
}
