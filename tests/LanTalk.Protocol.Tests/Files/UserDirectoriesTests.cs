using LanTalk.Protocol.Files;
using LanTalk.Testing;

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

    [Fact]
    public void DownloadsGoWhereTheDesktopHasThem()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Paths differ there.");
        using var home = new TemporaryDirectory();

        UserDirectories.DownloadsOf("/given", null, home.Path).Should().Be("/given");
        UserDirectories.DownloadsOf("relative", null, home.Path).Should().Be(home.Path);
        Directory.CreateDirectory(home.File("Downloads"));
        UserDirectories.DownloadsOf(null, null, home.Path).Should().Be(home.File("Downloads"));
        Directory.CreateDirectory(home.File(".config"));
        File.WriteAllText(home.File(".config/user-dirs.dirs"), "XDG_DESKTOP_DIR=\"$HOME/Desktop\"\nXDG_DOWNLOAD_DIR=\"$HOME/Geladen\"\n");
        UserDirectories.DownloadsOf(null, null, home.Path).Should().Be(home.File("Downloads"), "what it names is not there");
        Directory.CreateDirectory(home.File("Geladen"));
        UserDirectories.DownloadsOf(null, null, home.Path).Should().Be(home.File("Geladen"));
    }
}
