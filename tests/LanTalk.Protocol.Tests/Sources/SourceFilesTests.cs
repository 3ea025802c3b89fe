using System.Diagnostics;
using LanTalk.Protocol.Sources;
using LanTalk.Testing;

namespace LanTalk.Protocol.Tests.Sources;

public sealed class SourceFilesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void FilesAndDirectoriesAreListedInOrder()
    {
        Write("trip/b.txt", "1");
        Write("trip/a/c.txt", "22");
        Directory.CreateDirectory(_directory.File("trip/empty"));
        Write("one.txt", "333");

        var source = SourceFiles.List([_directory.File("trip") + "/", _directory.File("one.txt")]);

        source.Files.Select(file => $"{file.Path} {file.Size}").Should().Equal("trip/a/c.txt 2", "trip/b.txt 1", "trip/empty/ 0", "one.txt 3");
        source.LeftOut.Should().BeEmpty();
        var content = new ShareContent(source);
        content.Title.Should().Be("trip and 1 more");
        content.Count.Should().Be(3);
    }

    [Fact]
    public void FilesOfOneNameInTwoDirectoriesAreToldApart()
    {
        Write("a/x.txt", "1");
        Write("b/x.txt", "2");

        SourceFiles.List([_directory.File("a/x.txt"), _directory.File("b/x.txt")]).Files.Select(file => file.Path).Should().Equal("x.txt", "x (2).txt");
    }

    [Fact]
    public void ALinkInADirectoryIsNotFollowedAndNamed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Making links needs rights there.");
        Write("secret/key", "x");
        Write("trip/a.txt", "1");
        File.CreateSymbolicLink(_directory.File("trip/file"), _directory.File("secret/key"));
        Directory.CreateSymbolicLink(_directory.File("trip/directory"), _directory.File("secret"));

        var source = SourceFiles.List([_directory.File("trip")]);

        source.Files.Select(file => file.Path).Should().Equal("trip/a.txt");
        source.LeftOut.Select(left => $"{Path.GetFileName(left.Path)}: {left.Reason}").Should().Equal("directory: it is a link", "file: it is a link");
    }

    [Fact]
    public void ALinkThatIsNamedStandsForItsTarget()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Making links needs rights there.");
        Write("v1.2/a.txt", "1");
        Directory.CreateSymbolicLink(_directory.File("latest"), _directory.File("v1.2"));

        SourceFiles.List([_directory.File("latest")]).Files.Select(file => file.Path).Should().Equal("latest/a.txt");
    }

    [Fact]
    public void APipeIsNamedAndNotOpened()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such pipes.");
        Write("trip/a.txt", "1");
        Process.Start("mkfifo", _directory.File("trip/pipe")).WaitForExit();

        SourceFiles.List([_directory.File("trip")]).LeftOut.Should().ContainSingle().Which.Reason.Should().Contain("pipe");
        FluentActions.Invoking(() => SourceFiles.List([_directory.File("trip/pipe")])).Should().Throw<ShareException>().WithMessage("*pipe*");
        FluentActions.Invoking(() => SourceFiles.List(["/dev/null"])).Should().Throw<ShareException>().WithMessage("/dev/null is a device*");
    }

    [Theory]
    [InlineData("@300000000000")] // the year 11476
    [InlineData("@9000000000000000")]
    [InlineData("@-99999999999")]
    public void AFileWhoseTimeIsNoDateIsListed(string time)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Times there are dates.");
        Write("trip/a.txt", "1");
        Process.Start("touch", ["-d", time, _directory.File("trip/a.txt")]).WaitForExit();

        SourceFiles.List([_directory.File("trip")]).Files.Should().ContainSingle().Which.ToManifest().Path.Should().Be("trip/a.txt");
        SourceFiles.List([_directory.File("trip/a.txt")]).Files.Should().ContainSingle();
    }

    [Fact]
    public void AFileThatIsNotThereIsNamed()
    {
        FluentActions.Invoking(() => SourceFiles.List([_directory.File("none")])).Should().Throw<ShareException>().WithMessage("*none*")
            .Which.Fault.Should().Be(ShareFault.File);
    }

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_directory.File(path))!);
        File.WriteAllText(_directory.File(path), text);
    }
}
