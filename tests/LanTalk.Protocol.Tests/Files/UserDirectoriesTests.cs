using LanTalk.Protocol.Files;

namespace LanTalk.Protocol.Tests.Files;

public sealed class UserDirectoriesTests
{
    [Theory]
    [InlineData("/xdg", "/xdg/lantalk")]
    [InlineData(null, "/home/bob/.config/lantalk")]
    [InlineData("", "/home/bob/.config/lantalk")]
    [InlineData("relative", "/home/bob/.config/lantalk")]
    public void TheDirectoryIsWhereLinuxKeepsFilesOfItsKind(string? configHome, string directory)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Paths differ there.");

        UserDirectories.Xdg(configHome, "/home/bob", ".config").Should().Be(directory);
    }

    [Fact]
    public void NoDirectoryDependsOnWhereTheProcessWasStarted()
    {
        new[] { UserDirectories.Home, UserDirectories.Config, UserDirectories.State, UserDirectories.Data }.Should()
            .OnlyContain(path => Path.IsPathRooted(path));
    }
}
