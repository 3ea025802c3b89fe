using System.Runtime.Versioning;
using LanTalk.Client.Configuration;
using LanTalk.Client.Trust;
using LanTalk.Testing;

namespace LanTalk.Client.Tests.Configuration;

[UnsupportedOSPlatform("windows")] // files have modes
public sealed class ConfigFileTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly TemporaryDirectory _directory = new();

    [Theory]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    [InlineData(UnixFileMode.OtherWrite | UnixFileMode.StickyBit)]
    public void ADirectoryThatOthersMayWriteToIsRefused(UnixFileMode more)
    {
        UserKeyFile.LoadOrCreate(_directory.Path).Dispose();
        File.SetUnixFileMode(_directory.Path, Private | more);
        var file = new ConfigFile(_directory.File("config.json"), isSecret: false);

        _directory.Invoking(directory => UserKeyFile.LoadOrCreate(directory.Path)).Should().Throw<ConfigFileException>()
            .WithMessage($"*chmod go-w {_directory.Path} *");
        file.Invoking(f => f.Read()).Should().Throw<ConfigFileException>();
        file.Invoking(f => f.Change(_ => "{}")).Should().Throw<ConfigFileException>();
        File.Exists(_directory.File("config.json")).Should().BeFalse();
    }

    [Fact]
    public void ADirectoryThatOthersMayLookIntoIsNot()
    {
        File.SetUnixFileMode(_directory.Path,
            Private | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);

        UserKeyFile.LoadOrCreate(_directory.Path).Dispose();

        File.Exists(_directory.File("key")).Should().BeTrue();
    }

    public void Dispose() => _directory.Dispose();
}
