using System.Text.RegularExpressions;
using LanTalk.Cli.Manual;

namespace LanTalk.Cli.Tests.Manual;

/// <summary>Versions belong to the wire; people are told of older or encrypted clients.</summary>
public sealed partial class WordsTests
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("TERMINAL.md")]
    [InlineData("SCRIPTS.md")]
    public void PagesForPeopleDoNotSpeakOfTheVersionsOfTheWire(string page)
    {
        WireVersion().Matches(Documents.Read(page)).Should().BeEmpty();
    }

    [Fact]
    public void NorDoesTheManual()
    {
        WireVersion().Matches(string.Join('\n', new ManualPages(Tool.CreateRoot()).All().Select(page => ManualText.Of(page, 100, isBrief: false))))
            .Should().BeEmpty();
    }

    [GeneratedRegex(@"\b[vV](ersion )?[23]\b(?!-backlog)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WireVersion();
}
