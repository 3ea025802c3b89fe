using LanTalk.Terminal.Keys;
using LanTalk.Terminal.Tests.Devices;

namespace LanTalk.Terminal.Tests.Keys;

public sealed class KeyReaderTests
{
    private readonly FakeTerminal _terminal = new();
    private KeyReader? _reader;

    [Fact]
    public void APasteIsOneTextOfLines()
    {
        _terminal.Type("\e[200~one\r\ntwo\n\tthree\n\e[201~after");

        Reader.Read().Should().Be(new KeyInput(KeyInputKind.Paste, "one\ntwo\n        three"));
        Reader.Read().Should().Be(new KeyInput(KeyInputKind.Text, "a"));
    }

    [Theory]
    [InlineData("see [201~\n/me did it")]
    [InlineData("\e[200~again")]
    [InlineData("\e[201")]
    [InlineData("\e\e[20")]
    [InlineData("\x03\x1a\x04 \e[A")]
    public void OnlyTheWholeEndMarkEndsAPaste(string text)
    {
        _terminal.Type($"\e[200~{text}\e[201~");

        Reader.Read().Should().Be(new KeyInput(KeyInputKind.Paste, text));
        _terminal.WaitForInput(TimeSpan.Zero).Should().BeFalse();
    }

    [Fact]
    public void SilenceEndsAPasteWhoseEndMarkIsLost()
    {
        _terminal.Type("\e[200~one");
        _terminal.BeSilent();
        _terminal.Type("x\r");

        Reader.Read().Should().Be(new KeyInput(KeyInputKind.Paste, "one"));
        Reader.Read().Should().Be(new KeyInput(KeyInputKind.Text, "x"));
        Reader.Read().Kind.Should().Be(KeyInputKind.Submit);
    }

    [Fact]
    public void APasteThatGoesOnAfterASilenceIsStillPasted()
    {
        _terminal.Type("\e[200~one\r");
        _terminal.BeSilent();
        _terminal.Type("two\r\e[201~\r");

        Reader.Read().Should().Be(new KeyInput(KeyInputKind.Paste, "one"));
        Reader.Read().Should().Be(new KeyInput(KeyInputKind.Paste, "two"));
        Reader.Read().Kind.Should().Be(KeyInputKind.Submit);
    }

    [Fact]
    public void AfterALostEndMarkAnotherPasteIsAnotherPaste()
    {
        _terminal.Type("\e[200~one");
        _terminal.BeSilent();
        _terminal.Type("x\e[200~two\e[201~y");

        Reader.Read().Text.Should().Be("one");
        Reader.Read().Should().Be(new KeyInput(KeyInputKind.Text, "x"));
        Reader.Read().Should().Be(new KeyInput(KeyInputKind.Paste, "two"));
        Reader.Read().Should().Be(new KeyInput(KeyInputKind.Text, "y"));
    }

    [Fact]
    public void APasteIsBoundedAndWhatFollowsItIsTyped()
    {
        _terminal.Type($"\e[200~{new string('x', PasteReader.MostCharacters + 1)}\e[201~y");

        Reader.Read().Should().Be(new KeyInput(KeyInputKind.TooLongPaste));
        Reader.Read().Should().Be(new KeyInput(KeyInputKind.Text, "y"));
    }

    [Theory]
    [InlineData("\e[99;5~")]
    [InlineData("\e[?1;2y")]
    [InlineData("\e[[A")]
    [InlineData("\e[201~")]
    [InlineData("\e[I")]
    [InlineData("\eOP")]
    public void ASequenceThatIsNotKnownDoesNothing(string sequence)
    {
        _terminal.Type($"{sequence}x");

        Reader.Read().Kind.Should().Be(KeyInputKind.None);
        Reader.Read().Text.Should().Be("x");
    }

    [Theory]
    [InlineData("\e")]
    [InlineData("\e[")]
    [InlineData("\e[1;")]
    public void ASequenceWhoseRestDoesNotComeTakesNoOtherKey(string cut)
    {
        _terminal.Type(cut);
        _terminal.BeSilent();
        _terminal.Type("D");

        Reader.Read().Kind.Should().BeOneOf(KeyInputKind.None, KeyInputKind.Cancel);
        Reader.Read().Text.Should().Be("D");
    }

    [Fact]
    public void AKeyThatBeginsWithinACutSequenceIsThatKey()
    {
        _terminal.Type("\e[1\e[D");

        Reader.Read().Kind.Should().Be(KeyInputKind.None);
        Reader.Read().Should().Be(KeyInput.Edit(EditKey.Left));
    }

    [Theory]
    [InlineData("\e[A", nameof(EditKey.PreviousLine))]
    [InlineData("\eOB", nameof(EditKey.NextLine))]
    [InlineData("\eOC", nameof(EditKey.Right))]
    [InlineData("\e[1;5C", nameof(EditKey.WordRight))]
    [InlineData("\e[1;3D", nameof(EditKey.WordLeft))]
    [InlineData("\e[1;2D", nameof(EditKey.Left))]
    [InlineData("\e\e[D", nameof(EditKey.WordLeft))]
    [InlineData("\eOd", nameof(EditKey.WordLeft))]
    [InlineData("\e[1~", nameof(EditKey.Home))]
    [InlineData("\e[H", nameof(EditKey.Home))]
    [InlineData("\e[7~", nameof(EditKey.Home))]
    [InlineData("\eOF", nameof(EditKey.End))]
    [InlineData("\e[4~", nameof(EditKey.End))]
    [InlineData("\e[3~", nameof(EditKey.Delete))]
    [InlineData("\e\x7f", nameof(EditKey.KillWordBack))]
    [InlineData("\x7f", nameof(EditKey.DeleteBack))]
    public void TheKeysOfManyTerminalsEdit(string sequence, string edit)
    {
        _terminal.Type(sequence);

        Reader.Read().Should().Be(KeyInput.Edit(Enum.Parse<EditKey>(edit)));
    }

    [Theory]
    [InlineData("\eOM", nameof(KeyInputKind.Submit), "")]
    [InlineData("\eOp", nameof(KeyInputKind.Text), "0")]
    [InlineData("\eOk", nameof(KeyInputKind.Text), "+")]
    public void TheKeypadTypes(string sequence, string kind, string text)
    {
        _terminal.Type(sequence);

        Reader.Read().Should().Be(new KeyInput(Enum.Parse<KeyInputKind>(kind), text));
    }

    [Fact]
    public void WhereTheCursorIsIsNotTyped()
    {
        _terminal.Type("\e[5;7Rx");

        Reader.Read().Should().Be(new KeyInput(KeyInputKind.CursorReport, Number: 6));
        Reader.Read().Text.Should().Be("x");
    }

    [Fact]
    public void EscapeAloneGivesUp()
    {
        _terminal.Type("\e");

        Reader.Read().Kind.Should().Be(KeyInputKind.Cancel);
    }

    [Fact]
    public void KeysLeadToRooms()
    {
        _terminal.Press(default, '3', alt: true);
        _terminal.Press(ConsoleKey.N, '\x0e', control: true);
        _terminal.Press(ConsoleKey.P, '\x10', control: true);

        Reader.Read().Should().Be(new KeyInput(KeyInputKind.Room, Number: 3));
        Reader.Read().Kind.Should().Be(KeyInputKind.NextRoom);
        Reader.Read().Kind.Should().Be(KeyInputKind.PreviousRoom);
    }

    [Fact]
    public void AltEnterIsNoEnterAndControlXWantsAnE()
    {
        _terminal.Press(ConsoleKey.Enter, '\r', alt: true);
        _terminal.Press(ConsoleKey.X, '\x18', control: true);
        _terminal.Type("e");
        _terminal.Press(ConsoleKey.X, '\x18', control: true);
        _terminal.Type("qz");

        Reader.Read().Kind.Should().Be(KeyInputKind.NewLine);
        Reader.Read().Kind.Should().Be(KeyInputKind.OpenEditor);
        Reader.Read().Kind.Should().Be(KeyInputKind.None);
        Reader.Read().Text.Should().Be("z");
    }

    [Fact]
    public void EscapeAndAKeyAtOnceAreAltAndThatKey()
    {
        _terminal.Press(ConsoleKey.Escape, '\e');
        _terminal.Press(ConsoleKey.B, 'b');

        Reader.Read().Should().Be(new KeyInput(KeyInputKind.Edit, Key: EditKey.WordLeft));
    }

    [Fact]
    public void AltALeadsToTheNextNews()
    {
        _terminal.Press(ConsoleKey.A, 'a', alt: true);

        Reader.Read().Should().Be(new KeyInput(KeyInputKind.NextNews));
    }

    [Fact]
    public void ACharacterOfTwoHalvesIsOneText()
    {
        _terminal.Type("👋");

        Reader.Read().Text.Should().Be("👋");
    }

    [Theory]
    [InlineData(ConsoleKey.A, '\x1', nameof(EditKey.Home))]
    [InlineData(ConsoleKey.E, '\x5', nameof(EditKey.End))]
    [InlineData(ConsoleKey.W, '\x17', nameof(EditKey.KillBlankWordBack))]
    [InlineData(ConsoleKey.U, '\x15', nameof(EditKey.KillToStart))]
    [InlineData(ConsoleKey.K, '\v', nameof(EditKey.KillToEnd))]
    [InlineData(ConsoleKey.Y, '\x19', nameof(EditKey.Yank))]
    [InlineData(ConsoleKey.Backspace, '\b', nameof(EditKey.DeleteBack))]
    [InlineData(ConsoleKey.LeftArrow, '\0', nameof(EditKey.WordLeft))]
    public void ControlWithAKeyIsAnEdit(ConsoleKey key, char c, string edit)
    {
        _terminal.Press(key, c, control: true);

        Reader.Read().Should().Be(new KeyInput(KeyInputKind.Edit, Key: Enum.Parse<EditKey>(edit)));
    }

    [Theory]
    [InlineData("\e_Gi=31;OK\e\\", nameof(KeyInputKind.GraphicsReport), "Gi=31;OK")]
    [InlineData("\e_Gi=31;ENOENT:\x03\r/quit\r\e\\", nameof(KeyInputKind.GraphicsReport), "Gi=31;ENOENT:\x03\r/quit\r")]
    [InlineData("\e[?62;4;22c", nameof(KeyInputKind.AttributesReport), "62;4;22")]
    [InlineData("\e[?65;1;2;3;4;6;8;9;15;16;17;18;21;22;28;29c", nameof(KeyInputKind.AttributesReport), "65;1;2;3;4;6;8;9;15;16;17;18;21;22;28;29")]
    public void AnAnswerOfTheTerminalIsNotTyped(string answer, string kind, string text)
    {
        _terminal.Type($"{answer}x");

        Reader.Read().Should().Be(new KeyInput(Enum.Parse<KeyInputKind>(kind), text));
        Reader.Read().Text.Should().Be("x");
    }

    [Fact]
    public void AnEndlessAnswerIsNotKept()
    {
        _terminal.Type($"\e_G{new string('x', 10_000)}\e\\y");

        Reader.Read().Text.Length.Should().Be(256);
        Reader.Read().Text.Should().Be("y");
    }

    [Fact]
    public void AnAnswerWithoutItsEndEndsWithSilence()
    {
        _terminal.Type("\e_Gi=31");
        _terminal.BeSilent();
        _terminal.Type("x");

        Reader.Read().Kind.Should().Be(KeyInputKind.None);
        Reader.Read().Text.Should().Be("x");
    }

    [Fact]
    public void AltAndAnUnderscoreTakeNothingOfWhatIsTypedNext()
    {
        _terminal.Type("\e_hello");

        Reader.Read().Kind.Should().Be(KeyInputKind.None);
        Reader.Read().Text.Should().Be("h");
    }

    private KeyReader Reader => _reader ??= new KeyReader(_terminal);
}
