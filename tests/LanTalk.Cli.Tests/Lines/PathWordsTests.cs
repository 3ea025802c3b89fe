using LanTalk.Cli.Lines;
using LanTalk.Protocol.Files;
using LanTalk.Testing;

namespace LanTalk.Cli.Tests.Lines;

public sealed class PathWordsTests
{
    [Theory]
    [InlineData("a.txt", "a.txt")]
    [InlineData("a.txt  b.txt ", "a.txt", "b.txt")]
    [InlineData("\"my photos\" 'it is' x", "my photos", "it is", "x")]
    [InlineData("'unfinished quote", "unfinished quote")]
    [InlineData("pre\"fix ed\"post", "prefix edpost")]
    [InlineData("")]
    public void PathsAreTakenAsTheyAreTyped(string typed, params string[] expected)
    {
        PathWords.Split(typed).Should().Equal(expected);
    }

    [Fact]
    public void ABlankAfterABackslashBelongsToThePath()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It separates directories there.");
        PathWords.Split("my\\ photos it\\'s 'a\\b'").Should().Equal("my photos", "it's", "a\\b");
    }

    [Fact]
    public void ATildeIsTheHome()
    {
        PathWords.Split("~ ~/x a~").Should().Equal(UserDirectories.Home, Path.Combine(UserDirectories.Home, "x"), "a~");
    }

    [Fact]
    public void TabCompletesPathsInTheFormInWhichTheyAreTyped()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Paths are written in another way there.");
        using var directory = new TemporaryDirectory();
        Directory.CreateDirectory(directory.File("my photos"));
        File.WriteAllText(directory.File("my notes.txt"), "");
        File.WriteAllText(directory.File("my photos/day one.jpg"), "");
        File.WriteAllText(directory.File(".hidden"), "");
        var at = directory.Path;

        Texts($"{at}/").Should().Equal($"{at}/my\\ notes.txt ", $"{at}/my\\ photos/");
        Texts($"{at}/my\\ ph").Should().Equal("photos/");
        Texts($"x {at}/my\\ photos/d").Should().Equal("photos/day\\ one.jpg ");
        Texts($"\"{at}/my n").Should().Equal("notes.txt\" ");
        Texts($"{at}/.h").Should().Equal($"{at}/.hidden ");
        Texts($"{at}/none/x").Should().BeEmpty();

        static IEnumerable<string> Texts(string typed) => PathCompletion.Of(typed).Candidates.Select(candidate => candidate.Text);
    }
}
