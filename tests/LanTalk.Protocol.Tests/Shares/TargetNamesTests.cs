using LanTalk.Protocol.Shares;

namespace LanTalk.Protocol.Tests.Shares;

public sealed class TargetNamesTests
{
    [Theory]
    [InlineData("../../etc/passwd", "_/_/etc/passwd")]
    [InlineData("/etc/passwd", "etc/passwd")]
    [InlineData("a/./b//c", "a/b/c")]
    [InlineData("a/../../b", "a/_/_/b")]
    [InlineData("..\\..\\evil.exe", "_._.._evil.exe")]
    [InlineData("C:\\Windows\\win.ini", "C__Windows_win.ini")]
    [InlineData("dir/.ssh/authorized_keys", "dir/.ssh/authorized_keys")]
    [InlineData(".ssh/authorized_keys", "_ssh/authorized_keys")]
    [InlineData("empty/", "empty")]
    public void APathStaysBelowTheTarget(string path, string expected)
    {
        Paths(path).Should().Equal(expected);
    }

    [Fact]
    public void PathsThatAFileSystemTakesForTheSameGetNumbers()
    {
        Paths("a.txt", "A.TXT", "a.txt", "\u00e9", "e\u0301", "x\u200b", "x").Should().Equal("a.txt", "A (2).TXT", "a (3).txt", "é", "é (2)", "x", "x (2)");
    }

    [Fact]
    public void TwoDirectoriesStayTwoAndOneStaysOne()
    {
        Paths("Dir/a", "dir/a", "Dir/b", "dir/b").Should().Equal("Dir/a", "dir (2)/a", "Dir/b", "dir (2)/b");
    }

    [Fact]
    public void AFileIsNoDirectory()
    {
        Paths("a", "A/b", "a/c").Should().Equal("a", "A (2)/b", "a (3)/c");
    }

    [Fact]
    public void ANumberThatIsTakenIsSkipped()
    {
        Paths("a", "a (2)", "a").Should().Equal("a", "a (2)", "a (3)");
    }

    [Fact]
    public void AHundredThousandFilesOfOneNameAreQuicklyToldApart()
    {
        Paths([.. Enumerable.Repeat("x", Manifest.MaxFiles)]).Should().OnlyHaveUniqueItems().And.HaveCount(Manifest.MaxFiles);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("./.")]
    public void AFileWithoutANameIsRefused(string path)
    {
        FluentActions.Invoking(() => Paths(path)).Should().Throw<InvalidDataException>();
    }

    [Fact]
    public void DirectoriesThatAreNestedTooDeeplyAreRefused()
    {
        FluentActions.Invoking(() => Paths(string.Join('/', Enumerable.Repeat("d", 5000)))).Should().Throw<InvalidDataException>().WithMessage("*nested*");
    }

    private static IEnumerable<string> Paths(params string[] paths) =>
        TargetNames.Of(new Manifest([.. paths.Select(path => new ManifestFile(path))]), 100).Select(file => string.Join('/', file.Parts)).ToList();
}
