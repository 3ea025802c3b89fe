using LanTalk.Terminal.Styling;

namespace LanTalk.Terminal.Tests.Styling;

public sealed class StyledTextTests
{
    [Theory]
    [InlineData("fits into it", "fits into it")]
    [InlineData("one two three four five", "one two three|four five")]
    [InlineData("one two three  four", "one two three|four")]
    [InlineData("  blanks stay where they are", "  blanks stay|where they are")]
    [InlineData("", "")]
    [InlineData("漢字漢字 漢字漢字", "漢字漢字|漢字漢字")]
    [InlineData("see https://example.org/a-long-way then on and on", "see https://example.org/a-long-way then on|and on")] // by the terminal, in three rows
    public void ALineIsBrokenBetweenWordsAndNotInAnAddress(string line, string rows)
    {
        ((StyledText)line).Wrap(14, TextWidth.Wcwidth).Select(row => row.ToString().TrimEnd()).Should().Equal(rows.Split('|'));
    }

    [Fact]
    public void ALineGoesOnBelowItsText()
    {
        var line = new StyledText(("[14:22] ", Style.Dim), ("Alice: one two three four five six seven", Style.Default)) { Indent = "[14:22] ".Length };

        line.Wrap(32, TextWidth.Wcwidth).Select(row => row.ToString().TrimEnd()).Should().Equal("[14:22] Alice: one two three", "        four five six seven");
        line.Wrap(20, TextWidth.Wcwidth)[1].ToString().Should().StartWith("two", "on a narrow terminal there is no room to indent");
    }

    [Fact]
    public void AWordKeepsItsStylesInEachRow()
    {
        var rows = new StyledText(("plain ", Style.Default), ("red red", Style.Error)).Wrap(10, TextWidth.Wcwidth);

        rows.Select(row => row.ToTerminal(Theme.Mono)).Should().Equal("plain \e[1mred \e[m", "\e[1mred\e[m");
    }

    [Fact]
    public void WordsThatAPersonComparesAreNotBrokenByATerminal()
    {
        using var output = new StringWriter();

        ((StyledText)"Its words are: cabin anchor bonnet falcon").WriteLineTo(output, 20);

        output.ToString().Split(Environment.NewLine).Select(row => row.TrimEnd()).Should().Equal("Its words are:", "cabin anchor bonnet", "falcon", "");
    }

    [Fact]
    public void EachLineIsBrokenBelowWhereTheFurtherOnesBegin()
    {
        var text = new StyledText(("[14:22] ", Style.Dim), ("Bob: ", Style.Default),
            ("one two three four five\nsix seven eight nine", Style.Default))
        {
            Indent = 8,
            HangingRun = 2,
        };

        text.Wrap(32, TextWidth.Wcwidth).Select(row => row.ToString()).Should().Equal(
            "[14:22] Bob: one two three four ", "        five", "             six seven eight ", "             nine");
    }

    [Fact]
    public void OnANarrowTerminalFurtherLinesAreIndentedLittleButAlways()
    {
        var text = new StyledText(("[14:22] a_very_long_name: ", Style.Default), ("one\ntwo", Style.Default)) { HangingRun = 1 };

        text.Wrap(20, TextWidth.Wcwidth)[^1].ToString().Should().Be("  two");
        new StyledText(("one\ntwo", Style.Default)).ToString().Should().Be($"one{Environment.NewLine}  two");
    }

    [Fact]
    public void BlanksDoNotBringAWordToTheStartOfARow()
    {
        // The terminal would break the row after the blanks.
        var text = new StyledText(("[14:22] Bob: ", Style.Default),
            ($"x\n{new string(' ', 40 - 13)}[14:22]\u00a0Alice:\u00a0{new string('y', 40)}", Style.Default))
        {
            HangingRun = 1,
        };

        text.Wrap(40, TextWidth.Wcwidth)[^1].ToString().Should().StartWith("             [14:22]");
    }
}
