using System.Runtime.Versioning;
using LanTalk.Protocol.Files;
using LanTalk.Testing;

namespace LanTalk.Protocol.Tests.Files;

[UnsupportedOSPlatform("windows")] // files have modes
public sealed class PrivateFilesTests : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryDirectory _directory = new();

    private string Secret => _directory.File("secret");

    [Fact]
    public void ANewFileIsForItsOwnerAlone()
    {
        using var file = PrivateFiles.Open(Secret, FileMode.CreateNew);

        File.GetUnixFileMode(Secret).Should().Be(Owner);
        PrivateFiles.IsOpenToOthers(file).Should().BeFalse();
    }

    [Fact]
    public void ANewDirectoryIsForItsOwnerAlone()
    {
        PrivateFiles.CreateDirectory(Secret);

        File.GetUnixFileMode(Secret).Should().Be(Owner | UnixFileMode.UserExecute);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead, true, false)]
    [InlineData(UnixFileMode.OtherRead, true, false)]
    [InlineData(UnixFileMode.GroupWrite, true, true)]
    [InlineData(UnixFileMode.OtherWrite, true, true)]
    [InlineData(UnixFileMode.UserExecute, false, false)]
    public void WhatOthersMayDoWithAFileIsSeen(UnixFileMode more, bool isOpen, bool isWritable)
    {
        PrivateFiles.Open(Secret, FileMode.CreateNew).Dispose();
        File.SetUnixFileMode(Secret, Owner | more);

        using var file = File.OpenRead(Secret);

        PrivateFiles.IsOpenToOthers(file).Should().Be(isOpen);
        PrivateFiles.IsWritableByOthers(file).Should().Be(isWritable);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupWrite, true)]
    [InlineData(UnixFileMode.OtherWrite | UnixFileMode.StickyBit, true)]
    [InlineData(UnixFileMode.GroupRead | UnixFileMode.OtherExecute, false)]
    public void WhetherOthersMayPutFilesIntoADirectoryIsSeenThroughALinkToo(UnixFileMode more, bool isWritable)
    {
        PrivateFiles.CreateDirectory(Secret);
        File.SetUnixFileMode(Secret, Owner | UnixFileMode.UserExecute | more);
        var link = Directory.CreateSymbolicLink(_directory.File("link"), Secret);

        PrivateFiles.IsWritableByOthers(Secret).Should().Be(isWritable);
        PrivateFiles.IsWritableByOthers(link.FullName).Should().Be(isWritable);
        PrivateFiles.IsWritableByOthers(_directory.File("missing")).Should().BeFalse();
    }

    public void Dispose() => _directory.Dispose();
}
