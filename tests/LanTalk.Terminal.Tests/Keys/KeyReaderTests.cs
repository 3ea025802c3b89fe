using LanTalk.Terminal.Keys;
using LanTalk.Terminal.Tests.Devices;

namespace LanTalk.Terminal.Tests.Keys;

public sealed class KeyReaderTests
{
    private readonly FakeTerminal _terminal = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void APasteIsOneTextOfLines(bool asAlt)
    {
        Begin(asAlt);
        _terminal.Type("200~one\r\ntwo\n\tthree\n");
        Begin(asAlt);
        _terminal.Type("201~after");

        Reader.Read().Should().Be(new KeyInput(KeyInputKind.Paste, "one\ntwo\n three"));
        Reader.Read().Should().Be(new KeyInput(KeyInputKind.Text, "a"));
    }

    [Fact]
    public void ASequenceThatIsNotKnownDoesNothing()
    {
        Begin(asAlt: false);
        _terminal.Type("99;5~x");

        Reader.Read().Kind.Should().Be(KeyInputKind.None);
        Reader.Read().Text.Should().Be("x");
    }

    [Fact]
    public void EscapeAloneGivesUp()
    {
        _terminal.Press(ConsoleKey.Escape, '\e');

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

    private KeyReader Reader => new(_terminal);

    private void Begin(bool asAlt)
    {
        if (asAlt)
        {
            _terminal.Press(ConsoleKey.Oem4, '[', alt: true);
        }
        else
        {
            _terminal.Press(ConsoleKey.Escape, '\e');
            _terminal.Press(default, '[');
        }
    }
}
