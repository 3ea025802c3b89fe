using CsCheck;
using LanTalk.Terminal.Drawing;
using LanTalk.Terminal.Styling;

namespace LanTalk.Terminal.Tests.Drawing;

public sealed class InputLayoutTests
{
    private const int ManyRows = 50;

    [Fact]
    public void AShortTextStandsBehindItsLabel()
    {
        var footer = InputLayout.Layout("[Bob] > ", "日本!", 2, 80, ManyRows, TextWidth.Wcwidth);

        footer.Rows.Should().Equal(new FooterRow("[Bob] > 日本!", 13));
        (footer.CursorRow, footer.CursorColumn).Should().Be((0, 12));
    }

    [Fact]
    public void ALongTextGoesOnInTheNextRow()
    {
        var footer = InputLayout.Layout("> ", new string('x', 40), 40, 21, ManyRows, TextWidth.Wcwidth);

        footer.Rows.Select(row => row.Width).Should().Equal(20, 20, 2);
        (footer.CursorRow, footer.CursorColumn).Should().Be((2, 2));
    }

    [Fact]
    public void EachFurtherLineIsIndented()
    {
        var footer = InputLayout.Layout("> ", "one\ntwo", 3, 80, ManyRows, TextWidth.Wcwidth);

        footer.Rows.Select(row => row.Text).Should().Equal("> one", "  two");
        (footer.CursorRow, footer.CursorColumn).Should().Be((0, 5));
    }

    [Fact]
    public void OfMoreRowsThanFitThoseAroundTheCursorAreShown()
    {
        var text = string.Join('\n', Enumerable.Range(0, 30));

        InputLayout.Layout("> ", text, text.Length, 80, rows: 3, TextWidth.Wcwidth).Rows.Select(row => row.Text).Should().Equal("  27", "  28", "  29");
        InputLayout.Layout("> ", text, 0, 80, rows: 3, TextWidth.Wcwidth).Rows.Select(row => row.Text).Should().Equal("> 0", "  1", "  2");
    }

    [Fact]
    public void ANarrowTerminalGetsAShortLabel()
    {
        InputLayout.Layout("[a-very-long-name | another] > ", "hi", 2, 20, ManyRows, TextWidth.Wcwidth).Rows[0].Text.Should().Be("> hi");
    }

    [Fact]
    public void NothingReachesTheTerminalRaw()
    {
        InputLayout.Layout("> ", "\e[2J", 4, 80, ManyRows, TextWidth.Wcwidth).Rows[0].Text.Should().Be("> ␛[2J");
    }

    [Fact]
    public void NoRowReachesTheLastColumnAndTheCursorIsInOneOfThem()
    {
        var character = Gen.OneOf(Gen.Const("a"), Gen.Const("日"), Gen.Const("e\u0301"), Gen.Const("👨‍👩‍👧"), Gen.Const("\e"), Gen.Const("\n"));
        Gen.Select(character.Array[0, 60], Gen.Int[0, 60], Gen.Int[5, 40], Gen.Int[1, 10]).Sample((characters, cursor, columns, rows) =>
        {
            var at = string.Concat(characters.Take(cursor)).Length;
            var footer = InputLayout.Layout("[Bob] > ", string.Concat(characters), at, columns, rows, TextWidth.Wcwidth);
            return footer.Rows.Count <= rows
                && footer.Rows.All(row => row.Width < columns && TextWidth.Wcwidth.Of(row.Text) == row.Width)
                && footer.CursorRow >= 0 && footer.CursorRow < footer.Rows.Count
                && footer.CursorColumn >= 0 && footer.CursorColumn <= footer.Rows[footer.CursorRow].Width;
        });
    }
}
