using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace LanTalk.Cli.Tests.Manual;

/// <summary>The pictures of the project's pages can be shown to strangers, on a code host, by any browser.</summary>
public sealed partial class PicturesTests
{
    private static readonly string[] Pages = ["README.md", "TERMINAL.md", "WEB.md"];

    public static TheoryData<string> Drawings => [.. Documents.Pictures.Where(IsDrawing)];

    [Fact]
    public void EveryPictureOfAPageIsThereAndEveryPictureIsOnAPage()
    {
        Pages.SelectMany(Shown).Select(picture => picture.File).Distinct().Should().BeEquivalentTo(Documents.Pictures);
    }

    [Fact]
    public void EveryPictureIsDescribedInWordsForThoseWhoDoNotSeeIt()
    {
        Pages.SelectMany(Shown).Should().OnlyContain(picture => picture.Alternative.Split(' ').Length > 5);
    }

    [Fact]
    public void TheReadmeOpensWithAMovingPictureAndHowToStart()
    {
        var firstScreen = Documents.Read("README.md").Split('\n').Take(40).ToList();
        var picture = firstScreen.FindIndex(line => Picture().IsMatch(line));

        picture.Should().BeInRange(0, firstScreen.IndexOf("## Start"));
        Documents.Read(Shown("README.md").First().File).Should().Contain("@keyframes").And.Contain("prefers-reduced-motion");
        firstScreen.Should().Contain("lantalk serve").And.Contain("lantalk join")
            .And.Contain(line => line.StartsWith("dotnet tool install", StringComparison.Ordinal));
    }

    [Fact]
    public void EveryPictureIsSmall()
    {
        foreach (var file in Documents.Pictures)
        {
            using var picture = Documents.Open(file);
            picture.Length.Should().BeInRange(1, 120_000, file);
        }
    }

    [Fact]
    public void EveryOtherPictureIsAPng()
    {
        foreach (var file in Documents.Pictures.Where(file => !IsDrawing(file)))
        {
            using var picture = Documents.Open(file);
            var start = new byte[8];
            picture.ReadExactly(start);
            start.Should().Equal([0x89, .. "PNG\r\n\u001A\n"u8], file);
        }
    }

    [Theory]
    [MemberData(nameof(Drawings))]
    public void ADrawingRunsNothingAndLoadsNothing(string file)
    {
        var drawing = Drawing(file);

        drawing.Root!.Name.Should().Be((XNamespace)"http://www.w3.org/2000/svg" + "svg");
        drawing.Descendants().Select(element => element.Name.LocalName).Distinct().Should().BeSubsetOf(["svg", "style", "defs", "g", "use", "rect", "text"]);
        drawing.Descendants().Attributes().Select(attribute => attribute.Name.LocalName).Should()
            .NotContain(name => name.StartsWith("on", StringComparison.OrdinalIgnoreCase));
        drawing.Descendants().Attributes().Where(attribute => attribute.Name.LocalName == "href")
            .Should().OnlyContain(attribute => attribute.Value.StartsWith('#'));
        drawing.ToString().Should().NotContainAny("url(", "@import");
    }

    [Theory]
    [MemberData(nameof(Drawings))]
    public void ADrawingShowsNothingOfTheMachineThatItWasMadeOn(string file)
    {
        var text = string.Join('\n', Drawing(file).Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value));

        Home().Matches(text).Should().BeEmpty();
        Address().Matches(text).Select(match => match.Value).Should().OnlyContain(address => address.StartsWith("127.", StringComparison.Ordinal)
            || address.StartsWith("192.168.1.", StringComparison.Ordinal));
    }

    private static IEnumerable<(string Alternative, string File)> Shown(string page) =>
        Picture().Matches(Documents.Read(page))
            .Select(match => (match.Groups["alternative"].Value, match.Groups["file"].Value.Replace("docs/", "", StringComparison.Ordinal)));

    private static bool IsDrawing(string file) => file.EndsWith(".svg", StringComparison.Ordinal);

    private static XDocument Drawing(string file)
    {
        using var picture = Documents.Open(file);
        return XDocument.Load(picture);
    }

    [GeneratedRegex(@"!\[(?<alternative>[^\]]*)\]\((?<file>[^)]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Picture();

    [GeneratedRegex(@"/(tmp|root|home|var|Users|work)/|[A-Z]:\\", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Home();

    [GeneratedRegex(@"\b\d{1,3}(\.\d{1,3}){3}\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();
}
