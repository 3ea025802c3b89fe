using LanTalk.Client.Terminal;

namespace LanTalk.Client.Tests.Terminal;

public sealed class EditingPromptTests
{
    private readonly FakeTerminal _terminal = new();

    [Fact]
    public async Task WhatIsTypedStandsBehindTheLabel()
    {
        await using var prompt = Open();

        _terminal.Type("hello");

        await _terminal.WaitAsync(lines => lines[^1] == "> hello");
        _terminal.Cursor.Should().Be((0, 7));
    }

    [Fact]
    public async Task OutputGoesAboveTheLine()
    {
        await using var prompt = Open();
        _terminal.Type("half");
        await _terminal.WaitAsync(lines => lines[^1] == "> half");

        prompt.WriteLine("one");
        prompt.WriteLine(new StyledText(("two", Style.Mention), ("!", Style.Dim)));

        _terminal.Lines.Should().Equal("one", "two!", "> half");
        _terminal.Cursor.Should().Be((2, 6));
    }

    [Fact]
    public async Task EnterHandsTheLineOver()
    {
        await using var prompt = Open();
        _terminal.Type("one");
        _terminal.Press(ConsoleKey.Enter, '\r');
        _terminal.Type("two\n");
        _terminal.HangUp();

        (await ReadAllAsync(prompt)).Should().Equal("one", "two");
        _terminal.Lines.Should().Equal(">");
    }

    [Fact]
    public async Task ControlDOnAnEmptyLineEndsTheLines()
    {
        await using var prompt = Open();
        _terminal.Type("x");
        _terminal.Press(ConsoleKey.D, '\x4', control: true);
        _terminal.Press(ConsoleKey.Backspace, '\b');
        _terminal.Press(ConsoleKey.D, '\x4', control: true);

        (await ReadAllAsync(prompt)).Should().BeEmpty();
    }

    [Fact]
    public async Task ATerminalThatIsGoneEndsTheLines()
    {
        await using var prompt = Open();
        _terminal.IsGone = true;

        prompt.WriteLine("lost");

        (await ReadAllAsync(prompt)).Should().BeEmpty();
        _terminal.HangUp();
    }

    [Fact]
    public async Task TabCompletesWhatIsCertain()
    {
        await using var prompt = Open(_ => ["Carol: ", "Caroline: "]);
        _terminal.Type("ca\t");
        _terminal.Press(ConsoleKey.Tab, '\t');

        await _terminal.WaitAsync(lines => lines[^1] == "> Carol");
        _terminal.Press(ConsoleKey.Tab, '\t');

        await _terminal.WaitAsync(lines => lines.Count == 2);
        _terminal.Lines.Should().Equal("Carol:  Caroline:", "> Carol");
    }

    [Fact]
    public async Task ControlLClearsTheScreenAndKeepsTheLine()
    {
        await using var prompt = Open();
        prompt.WriteLine("old");
        _terminal.Type("half");
        _terminal.Press(ConsoleKey.L, '\f', control: true);

        await _terminal.WaitAsync(lines => lines.Count == 1 && lines[0] == "> half");
    }

    [Fact]
    public async Task ANewLabelIsShownAtOnce()
    {
        await using var prompt = Open();

        prompt.Label = "[Robert] > ";

        _terminal.Lines.Should().Equal("[Robert] >");
    }

    [Fact]
    public async Task TheBellRings()
    {
        await using var prompt = Open();

        prompt.Bell();

        _terminal.Bells.Should().Be(1);
    }

    [Fact]
    public async Task ACommandIsEchoedAndWhatIsSaidIsNot()
    {
        await using var prompt = Open();

        prompt.EchoCommand("/users");
        prompt.EchoCommand("//etc");
        prompt.EchoCommand("hello");

        _terminal.Lines.Should().Equal("> /users", ">");
    }

    [Fact]
    public async Task DisposingTakesThePromptAwayAndThePasteModeToo()
    {
        var prompt = Open();
        prompt.WriteLine("stays");
        _terminal.PasteMode.Should().BeTrue();

        await prompt.DisposeAsync();
        prompt.WriteLine("too late");

        _terminal.Lines.Should().Equal("stays", "");
        _terminal.PasteMode.Should().BeFalse();
        _terminal.HangUp();
    }

    private EditingPrompt Open(Completer? complete = null) => new(_terminal, "> ", complete, color: true);

    private static async Task<List<string>> ReadAllAsync(Prompt prompt)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        var lines = new List<string>();
        await foreach (var line in prompt.ReadLinesAsync(patience.Token))
        {
            lines.Add(line);
        }

        return lines;
    }
}
