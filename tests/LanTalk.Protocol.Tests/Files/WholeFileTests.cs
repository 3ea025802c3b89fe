using System.Runtime.Versioning;
using LanTalk.Protocol.Files;
using LanTalk.Testing;

namespace LanTalk.Protocol.Tests.Files;

[UnsupportedOSPlatform("windows")] // files have modes
public sealed class WholeFileTests : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryDirectory _directory = new();

    private string Path => _directory.File("bans.json");

    [Fact]
    public void ANewFileIsForItsOwnerAloneAndNothingIsLeftBeside()
    {
        WholeFile.Replace(Path, "one"u8);
        WholeFile.Replace(Path, "two"u8);

        File.ReadAllText(Path).Should().Be("two");
        File.GetUnixFileMode(Path).Should().Be(Owner);
        Directory.GetFiles(_directory.Path).Should().ContainSingle();
    }

    [Fact]
    public void ThePermissionsOfAFileThatIsThereStay()
    {
        File.WriteAllText(Path, "one");
        File.SetUnixFileMode(Path, Owner | UnixFileMode.GroupRead);

        WholeFile.Replace(Path, "two"u8);

        File.GetUnixFileMode(Path).Should().Be(Owner | UnixFileMode.GroupRead);
    }

    [Fact]
    public void ALinkStaysAlsoToAFileThatIsNotThereYet()
    {
        var target = _directory.File("elsewhere");
        File.CreateSymbolicLink(Path, "second");
        File.CreateSymbolicLink(_directory.File("second"), "elsewhere");

        WholeFile.Replace(Path, "one"u8);
        File.ReadAllText(target).Should().Be("one");
        WholeFile.Replace(Path, "two"u8);

        File.ReadAllText(target).Should().Be("two");
        new FileInfo(Path).LinkTarget.Should().Be("second");
    }

    [Fact]
    public void WhatACrashHasLeftBesideIsNoObstacle()
    {
        File.WriteAllText($"{Path}.new", "half");

        WholeFile.Replace(Path, "one"u8);

        File.ReadAllText(Path).Should().Be("one");
    }

    [Fact]
    public void AFileThatIsThereByNowIsNotReplacedByOneThatIsMade()
    {
        WholeFile.TryCreate(Path, "one"u8).Should().BeTrue();
        WholeFile.TryCreate(Path, "two"u8).Should().BeFalse();

        File.ReadAllText(Path).Should().Be("one");
        Directory.GetFiles(_directory.Path).Should().ContainSingle();
    }

    public void Dispose() => _directory.Dispose();
}
