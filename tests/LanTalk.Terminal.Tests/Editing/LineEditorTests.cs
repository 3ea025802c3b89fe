using System.Globalization;
using CsCheck;
using LanTalk.Terminal.Editing;
using LanTalk.Terminal.Keys;

namespace LanTalk.Terminal.Tests.Editing;

public sealed class LineEditorTests
{
    private const string Family = "👨‍👩‍👧";

    private readonly LineEditor _editor = new();

    [Fact]
    public void TextGoesInAtTheCursor()
    {
        _editor.Insert("ac");
        Press(EditKey.Left);
        _editor.Insert("b");

        _editor.Text.Should().Be("abc");
        _editor.BeforeCursor.Should().Be("ab");
    }

    [Theory]
    [InlineData(Family)]
    [InlineData("e\u0301")]
    [InlineData("🇩🇪")]
    [InlineData("日")]
    public void WhatLooksLikeOneCharacterIsOne(string character)
    {
        _editor.Insert($"a{character}b");
        Press(EditKey.Left, EditKey.Left);
        _editor.BeforeCursor.Should().Be("a");

        Press(EditKey.Right, EditKey.DeleteBack);

        _editor.Text.Should().Be("ab");
        _editor.Cursor.Should().Be(1);
    }

    [Fact]
    public void ACombiningMarkJoinsTheCharacterBeforeTheCursor()
    {
        _editor.Insert("eb");
        Press(EditKey.Left);
        _editor.Insert("\u0301");

        Press(EditKey.DeleteBack);

        _editor.Text.Should().Be("b");
    }

    [Theory]
    [InlineData(nameof(EditKey.WordLeft), "one two, ", "three")]
    [InlineData(nameof(EditKey.Home), "", "one two, three")]
    [InlineData(nameof(EditKey.Left), "one two, thre", "e")]
    [InlineData(nameof(EditKey.End), "one two, three", "")]
    [InlineData(nameof(EditKey.Right), "one two, three", "")]
    public void AMoveMovesTheCursorOnly(string key, string before, string after)
    {
        _editor.Insert("one two, three");

        Press(Enum.Parse<EditKey>(key));

        _editor.BeforeCursor.Should().Be(before);
        _editor.Text[_editor.Cursor..].Should().Be(after);
    }

    [Fact]
    public void WordRightGoesToTheEndOfTheWord()
    {
        _editor.Insert("one, two");
        Press(EditKey.Home, EditKey.WordRight);
        _editor.BeforeCursor.Should().Be("one");

        Press(EditKey.WordRight);

        _editor.BeforeCursor.Should().Be("one, two");
    }

    [Theory]
    [InlineData(nameof(EditKey.KillBlankWordBack), "see ", "http://a.b/c-d")]
    [InlineData(nameof(EditKey.KillWordBack), "see http://a.b/c-", "d")]
    [InlineData(nameof(EditKey.KillToStart), "", "see http://a.b/c-d")]
    [InlineData(nameof(EditKey.KillToEnd), "see http://a.b/c-d", "")]
    public void WhatIsKilledCanBeYanked(string key, string left, string killed)
    {
        _editor.Insert("see http://a.b/c-d");

        Press(Enum.Parse<EditKey>(key));
        _editor.Text.Should().Be(left);
        Press(EditKey.Yank);

        _editor.Text.Should().Be(left + killed);
    }

    [Fact]
    public void KillsInARowAreOne()
    {
        _editor.Insert("one two three four");
        Press(EditKey.WordLeft, EditKey.KillBlankWordBack, EditKey.KillBlankWordBack, EditKey.KillToEnd);
        _editor.Text.Should().Be("one ");

        Press(EditKey.Yank);

        _editor.Text.Should().Be("one two three four");
    }

    [Fact]
    public void AKillAfterSomethingElseBeginsAnew()
    {
        _editor.Insert("one two");
        Press(EditKey.KillBlankWordBack, EditKey.Left, EditKey.End, EditKey.KillBlankWordBack, EditKey.Yank);

        _editor.Text.Should().Be("one ");
    }

    [Fact]
    public void TransposeExchangesTwoCharacters()
    {
        _editor.Insert($"a{Family}");

        Press(EditKey.Transpose);

        _editor.Text.Should().Be($"{Family}a");
    }

    [Fact]
    public void HistoryKeepsTheDraft()
    {
        Submit("one");
        Submit("two");
        _editor.Insert("draft");

        Press(EditKey.PreviousLine);
        _editor.Text.Should().Be("two");
        Press(EditKey.PreviousLine, EditKey.PreviousLine);
        _editor.Text.Should().Be("one");
        Press(EditKey.NextLine, EditKey.NextLine, EditKey.NextLine);

        _editor.Text.Should().Be("draft");
    }

    [Fact]
    public void UpAndDownMoveWithinAText()
    {
        _editor.Insert("first\nab\nthird");

        Press(EditKey.PreviousLine);
        _editor.BeforeCursor.Should().Be("first\nab");
        Press(EditKey.PreviousLine);
        _editor.BeforeCursor.Should().Be("fi");
        Press(EditKey.NextLine, EditKey.End, EditKey.NextLine, EditKey.Home);

        _editor.BeforeCursor.Should().Be("first\nab\n");
    }

    [Fact]
    public void CuttingEndsWithTheLine()
    {
        _editor.Insert("first\nsecond");
        Press(EditKey.Home, EditKey.KillToEnd);
        _editor.Text.Should().Be("first\n");
        Press(EditKey.Left, EditKey.KillToStart);

        _editor.Text.Should().Be("\n");
        Press(EditKey.KillToEnd);
        _editor.Text.Should().BeEmpty();
    }

    [Fact]
    public void HistoryHoldsNeitherBlanksNorTheSameTwice()
    {
        Submit("one");
        Submit("one");
        Submit("  ");

        Press(EditKey.PreviousLine, EditKey.PreviousLine, EditKey.NextLine);

        _editor.Text.Should().BeEmpty();
    }

    [Fact]
    public void TheWordBeforeTheCursorCanBeReplaced()
    {
        _editor.Insert("hi car");

        _editor.ReplaceBeforeCursor(3, "Carol ");

        _editor.Text.Should().Be("hi Carol ");
    }

    [Fact]
    public void WhateverIsPressedTheCursorIsBetweenTwoCharacters()
    {
        var act = Gen.OneOf(
            Gen.Enum<EditKey>().Select(key => (Key: (EditKey?)key, Text: "")),
            Gen.Int[0, 6].Select(i => (Key: (EditKey?)null, Text: new[] { "a", " ", "日", "e\u0301", "\u0301", Family, "🇩🇪" }[i])));
        act.Array[0, 60].Sample(acts =>
        {
            var editor = new LineEditor();
            foreach (var (key, text) in acts)
            {
                if (key is { } pressed)
                {
                    editor.Apply(pressed);
                }
                else
                {
                    editor.Insert(text);
                }
            }

            return editor.Cursor == editor.Text.Length || StringInfo.ParseCombiningCharacters(editor.Text).Contains(editor.Cursor);
        });
    }

    private void Press(params EditKey[] keys)
    {
        foreach (var key in keys)
        {
            _editor.Apply(key);
        }
    }

    private void Submit(string line)
    {
        _editor.Insert(line);
        _editor.Submit().Should().Be(line);
    }
}
