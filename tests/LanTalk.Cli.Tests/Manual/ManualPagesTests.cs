using System.CommandLine;
using System.CommandLine.Parsing;
using LanTalk.Cli.Manual;
using LanTalk.Cli.Options;

namespace LanTalk.Cli.Tests.Manual;

public sealed class ManualPagesTests
{
    private readonly RootCommand _root = Tool.CreateRoot();
    private readonly ManualPages _pages;

    public ManualPagesTests() => _pages = new ManualPages(_root);

    [Fact]
    public void ThereIsAPageOfTheToolAndOneOfEachVerb()
    {
        _pages.All().Select(page => page.FileName).Should()
            .OnlyHaveUniqueItems().And.Contain(["lantalk", "lantalk-join", "lantalk-ban", "lantalk-ban-add", "lantalk-config-set", "lantalk-help"]);
    }

    [Fact]
    public void EveryVerbStandsInAChapterAndHasAnExample()
    {
        foreach (var verb in _root.Subcommands)
        {
            verb.Should().BeAssignableTo<Verb>();
            ((Verb)verb).Chapter.Should().NotBeNullOrEmpty(verb.Name);
            ((Verb)verb).Examples.Should().NotBeEmpty(verb.Name);
        }
    }

    [Fact]
    public void EveryOptionIsToldOnceAndItsDefaultToo()
    {
        foreach (var verb in Verbs(_root))
        {
            verb.Groups.SelectMany(group => group.Options).Should().BeEquivalentTo(verb.Options, verb.Name);
            verb.Options.Should().NotContain(option => option.Description!.Split("Default").Length > 2);
            var help = ManualText.Of(_pages.Of(verb, "lantalk x"), 80, isBrief: true).Replace("  -o, ", "  ", StringComparison.Ordinal);
            help.Should().NotContain("[default");
            foreach (var option in verb.Options)
            {
                help.Split('\n').Should().ContainSingle(line => line.StartsWith($"  {option.Name}", StringComparison.Ordinal)
                    && !char.IsAsciiLetter(line.ElementAtOrDefault(option.Name.Length + 2))
                    && line.ElementAtOrDefault(option.Name.Length + 2) != '-');
            }
        }
    }

    [Fact]
    public void EveryExampleIsALineThatTheToolTakes()
    {
        foreach (var example in _pages.All().SelectMany(page => page.Sections).SelectMany(section => section.Examples))
        {
            var words = CommandLineParser.SplitCommandLine(example.Line.Replace('\'', '"')[example.Line.IndexOf("lantalk", StringComparison.Ordinal)..])
                .Skip(1).Select(word => word.TrimEnd(')')).TakeWhile(word => word is not ("|" or "<" or ">" or "&&")).ToArray();
            UsageErrors.Of(_root.Parse(words, Tool.Parsing)).Should().BeEmpty(example.Line);
        }
    }

    [Fact]
    public void AHelpFitsIntoTheTerminalAndWhatExplainsStandsBesideWhatIsExplained()
    {
        foreach (var page in _pages.All())
        {
            var examples = page.Sections.SelectMany(section => section.Examples).Select(example => $"  {example.Line}");
            ManualText.Of(page, 60, isBrief: true).Split('\n').Except(examples).Should().NotContain(line => line.Length > 60, page.Name);
        }

        ManualText.Lines([new ManualEntry("-a", "First."), new ManualEntry("--long", "A second one that goes on.")], 21).Should().Equal(
            "  -a      First.",
            "  --long  A second",
            "          one that",
            "          goes on.");
    }

    [Fact]
    public void OnlyTheManualTellsWhatIsNotAskedForEachDay()
    {
        var page = _pages.Of(_root.Subcommands.Single(verb => verb.Name == "serve"), "lantalk serve");

        ManualText.Of(page, 80, isBrief: true).Should().NotContain("Exit status").And.NotContain("LANTALK_PORT");
        ManualText.Of(page, 80, isBrief: false).Should().Contain("Exit status:").And.Contain("LANTALK_PORT").And.NotContain("LANTALK_SHOW_IDENTITY");
    }

    [Fact]
    public void WhatRoffWouldTakeForARequestIsText()
    {
        var page = new ManualPage("lantalk x-y", "Do it.", "lantalk x", [new ManualSection("A") { Paragraphs = [".TH 'a' \\b --c"] }]);

        ManualRoff.Of(page).Should()
            .StartWith(".TH LANTALK\\-X\\-Y 1 ").And.Contain("\n\\&.TH \\(aqa\\(aq \\eb \\-\\-c\n").And.Contain("\nlantalk\\-x\\-y \\- Do it\n");
    }

    [Fact]
    public void TheFilesOfTheManualAreTheOnesThatTheToolWrites()
    {
        const string Advice = "the pages are made by the tool: run  lantalk help --write docs/man";
        typeof(ManualPagesTests).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".1", StringComparison.Ordinal))
            .Should().BeEquivalentTo(_pages.All().Select(page => $"{page.FileName}.1"), Advice);
        foreach (var page in _pages.All())
        {
            Documents.Read($"{page.FileName}.1").Should().Be(ManualRoff.Of(page), Advice);
        }
    }

    private static IEnumerable<Verb> Verbs(Command command) => command.Subcommands.SelectMany(Verbs).Concat(command is Verb verb ? [verb] : []);
}
