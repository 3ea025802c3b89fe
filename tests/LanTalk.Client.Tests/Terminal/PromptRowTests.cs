using CsCheck;
using LanTalk.Client.Terminal;

namespace LanTalk.Client.Tests.Terminal;

public sealed class PromptRowTests
{
    [Fact]
    public void AShortLineStandsBehindItsLabel()
    {
        PromptRow.Layout("[Bob] > ", "日本!", 2, 80).Should().Be(new PromptRow("[Bob] > 日本!", 12));
    }

    [Fact]
    public void OfALongLineThePartAroundTheCursorIsShown()
    {
        var line = string.Concat(Enumerable.Range(0, 50).Select(i => $"{i:00}"));

        PromptRow.Layout("> ", line, line.Length, 30).Text.Should().EndWith("49");
        PromptRow.Layout("> ", line, 0, 30).Text.Should().StartWith("> 00");
        PromptRow.Layout("> ", line, 50, 30).Text.Should().Contain("24");
    }

    [Fact]
    public void ANarrowTerminalGetsAShortLabel()
    {
        PromptRow.Layout("[a-very-long-name | another] > ", "hi", 2, 20).Text.Should().Be("> hi");
    }

    [Fact]
    public void NothingReachesTheTerminalRaw()
    {
        PromptRow.Layout("> ", "\e[2J", 4, 80).Text.Should().Be("> ␛[2J");
    }

    [Fact]
    public void TheRowNeverReachesTheLastColumnAndTheCursorIsInIt()
    {
        var character = Gen.OneOf(Gen.Const("a"), Gen.Const("日"), Gen.Const("e\u0301"), Gen.Const("👨‍👩‍👧"), Gen.Const("\e"));
        Gen.Select(character.Array[0, 60], Gen.Int[0, 60], Gen.Int[5, 40]).Sample((characters, cursor, columns) =>
        {
            var at = string.Concat(characters.Take(cursor)).Length;
            var row = PromptRow.Layout("[Bob] > ", string.Concat(characters), at, columns);
            return TextWidth.Of(row.Text) < columns && row.CursorColumn >= 0 && row.CursorColumn < columns && row.CursorColumn <= TextWidth.Of(row.Text);
        });
    }
}
