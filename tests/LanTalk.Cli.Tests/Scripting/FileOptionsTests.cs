using LanTalk.Cli.Scripting;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Sources;
using LanTalk.Testing;

namespace LanTalk.Cli.Tests.Scripting;

public sealed class FileOptionsTests
{
    private static readonly SharePresence[] Shares = [Share(3, "a.zip"), Share(5, "b.zip"), Share(4, "c.txt")];

    [Fact]
    public void AShareIsFoundByItsNumberOrAsTheLastThatMatches()
    {
        new FileChoice(3, null).Find(Shares).Share.Title.Should().Be("a.zip");
        new FileChoice(null, "*.ZIP").Find(Shares).Share.Title.Should().Be("b.zip");
        new FileChoice(null, null).Find(Shares).Share.Title.Should().Be("c.txt");
    }

    [Fact]
    public void WhatIsNotThereIsNotFound()
    {
        foreach (var choice in new[] { new FileChoice(9, null), new FileChoice(null, "*.pdf") })
        {
            FluentActions.Invoking(() => choice.Find(Shares)).Should().Throw<ShareException>().Which.Fault.Should().Be(ShareFault.NotFound);
        }

        FluentActions.Invoking(() => new FileChoice(null, null).Find([])).Should().Throw<ShareException>().WithMessage("nothing is shared*");
    }

    [Fact]
    public void FilesGoIntoADirectoryIntoOneFileOrToStandardOutput()
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllText(directory.File("there"), "");

        FileDestination.Of("-").Should().Be(new FileDestination(null, null));
        FileDestination.Of(null).Should().Be(new FileDestination(Directory.GetCurrentDirectory(), null));
        FileDestination.Of(directory.Path).Should().Be(new FileDestination(directory.Path, null));
        FileDestination.Of(directory.File("new") + Path.DirectorySeparatorChar).Should().Be(new FileDestination(directory.File("new"), null));
        FileDestination.Of(directory.File("new")).Should().Be(new FileDestination(directory.Path, "new"));
        FluentActions.Invoking(() => FileDestination.Of(directory.File("there"))).Should().Throw<ShareException>().WithMessage("*nothing is overwritten*");
        FluentActions.Invoking(() => FileDestination.Of(directory.File("no/file"))).Should().Throw<ShareException>().WithMessage("There is no directory*");
    }

    [Theory]
    [InlineData("get")]
    [InlineData("get", "1", "--last")]
    [InlineData("get", "--last", "--match", "x")]
    public async Task GetTakesOneWayToChoose(params string[] arguments)
    {
        (await Tool.RunAsync(arguments)).Should().Be(2);
    }

    [Theory]
    [InlineData("get", "seventeen")]
    [InlineData("get", "-1")]
    [InlineData("send", "--file", "/none/here")]
    [InlineData("send", "--to", "Carol", "--file", "/dev/null")]
    [InlineData("send", "hello", "--file", "/dev/null")]
    [InlineData("files", "--ticket", "seventeen")]
    [InlineData("files", "--ticket", "0")]
    [InlineData("send", "--file", "-")]
    [InlineData("send", "--file", "-", "a.txt", "--file-name", "b.txt")]
    [InlineData("send", "--file", "/none/here", "--file-name", "b.txt")]
    [InlineData("send", "hello", "--file-name", "b.txt")]
    [InlineData("send", "--file", "-", "--file-name", "../b.txt")]
    [InlineData("send", "--file", "-", "--file-name", "")]
    public async Task WhatCannotBeMeantIsAUsageError(params string[] arguments)
    {
        (await Tool.RunAsync(arguments)).Should().Be(2);
    }

    private static SharePresence Share(long id, string title) => new(new ShareFacts(id, title, 1, 200, 100, "root"), "Bob", 0, 200);
}
