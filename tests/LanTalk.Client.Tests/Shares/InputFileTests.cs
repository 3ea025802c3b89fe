using LanTalk.Client.Shares;
using LanTalk.Protocol.Sources;
using LanTalk.Testing;

namespace LanTalk.Client.Tests.Shares;

public sealed class InputFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task InputIsAFileOfTheChosenNameForThisUserAloneAndThenGone()
    {
        var bytes = new byte[2_500_000];
        new Random(1).NextBytes(bytes);
        using (var input = InputFile.Create("build.log", _directory.Path))
        {
            await input.FillAsync(new MemoryStream(bytes), CancellationToken.None);

            var file = input.Source.Files.Should().ContainSingle().Subject;
            (file.Path, file.Size).Should().Be(("build.log", bytes.Length));
            (await File.ReadAllBytesAsync(file.FullPath)).Should().Equal(bytes);
            if (!OperatingSystem.IsWindows())
            {
                File.GetUnixFileMode(file.FullPath).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
                File.GetUnixFileMode(Path.GetDirectoryName(file.FullPath)!).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }

        Directory.GetFileSystemEntries(_directory.Path).Should().BeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("../a")]
    [InlineData("a/b")]
    [InlineData(".bashrc")]
    [InlineData("NUL")]
    [InlineData("a\u001b[2J")]
    public void ANameThatIsNoneEverywhereIsRefused(string name)
    {
        FluentActions.Invoking(() => InputFile.Create(name, _directory.Path)).Should().Throw<ShareException>().WithMessage("*cannot be the name of a file*");
        Directory.GetFileSystemEntries(_directory.Path).Should().BeEmpty();
    }

    [Fact]
    public async Task InputThatCannotBeReadIsNamed()
    {
        using var input = InputFile.Create("build.log", _directory.Path);
        var broken = new BrokenStream();

        (await FluentActions.Invoking(() => input.FillAsync(broken, CancellationToken.None)).Should().ThrowAsync<ShareException>()).Which.Fault.Should().Be(ShareFault.File);
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("It breaks.");
    }
}
