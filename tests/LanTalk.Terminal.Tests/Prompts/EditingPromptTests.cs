using LanTalk.Terminal.Editing;
using LanTalk.Terminal.Keys;
using LanTalk.Terminal.Pictures;
using LanTalk.Terminal.Prompts;
using LanTalk.Terminal.Styling;
using LanTalk.Terminal.Tests.Devices;
using LanTalk.Terminal.Tests.Pictures;

namespace LanTalk.Terminal.Tests.Prompts;

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

        await _terminal.WaitAsync(lines => lines.Count == 3);
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
        await _terminal.WaitAsync(lines => lines is [">"]);
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
        await using var prompt = Open(_ => new Completions([new Candidate("Carol: "), new Candidate("Caroline: ", "somebody else")], Cycles: false));
        _terminal.Type("ca");
        _terminal.Press(ConsoleKey.Tab, '\t');

        await _terminal.WaitAsync(lines => lines[^1] == "> Carol");
        _terminal.Press(ConsoleKey.Tab, '\t');

        await _terminal.WaitAsync(lines => lines.Count == 3);
        _terminal.Lines.Should().Equal("> Carol", "  Carol:", "  Caroline:  somebody else");
        _terminal.Cursor.Should().Be((0, "> Carol".Length));
    }

    [Theory]
    [InlineData(ConsoleKey.LeftArrow, '\0', "> Carol")]
    [InlineData(ConsoleKey.Escape, '\e', "> Carol")]
    [InlineData(ConsoleKey.X, 'x', "> Carolx")]
    [InlineData(ConsoleKey.Enter, '\r', ">")]
    public async Task WhatTabListsIsGoneWithTheNextKey(ConsoleKey key, char c, string left)
    {
        await using var prompt = Open(_ => new Completions([new Candidate("Carol: "), new Candidate("Caroline: ")], Cycles: false));
        prompt.WriteLine("said before");
        _terminal.Type("Carol");
        _terminal.Press(ConsoleKey.Tab, '\t');
        await _terminal.WaitAsync(lines => lines is ["said before", "> Carol", "  Carol:     Caroline:"]);
        prompt.WriteLine("said meanwhile");
        await _terminal.WaitAsync(lines => lines is ["said before", "said meanwhile", "> Carol", "  Carol:     Caroline:"]);

        _terminal.Press(key, c);

        await _terminal.WaitAsync(lines => lines.SequenceEqual(["said before", "said meanwhile", left], StringComparer.Ordinal));
    }

    [Fact]
    public async Task WhatTabListsIsGoneAtAnotherPlace()
    {
        await using var prompt = Open(_ => new Completions([new Candidate("Carol: "), new Candidate("Caroline: ")], Cycles: false));
        prompt.PlaceKeyPressed = _ => prompt.GoTo("ops", "[ops] > ");
        _terminal.Type("Carol");
        _terminal.Press(ConsoleKey.Tab, '\t');
        await _terminal.WaitAsync(lines => lines.Count == 2);

        _terminal.Type("\e2");

        await _terminal.WaitAsync(lines => lines is ["[ops] >"]);
    }

    [Fact]
    public async Task OfVeryManyNamesThoseAreListedThatFitAndTheOthersAreCounted()
    {
        var terminal = new FakeTerminal(40, rows: 10);
        Candidate[] candidates = [.. Enumerable.Range(1, 100).Select(number => new Candidate($"user{number:000} "))];
        await using var prompt = new EditingPrompt(terminal,
            new PromptOptions("> ") { Complete = _ => new Completions(candidates, Cycles: false) }, TimeProvider.System)
        {
            Status = "status",
        };
        terminal.Type("user");
        terminal.Press(ConsoleKey.Tab, '\t'); // completes as far as is certain, which is a digit or none
        await terminal.WaitAsync(lines => lines.Contains("> user"));
        terminal.Press(ConsoleKey.Tab, '\t');

        await terminal.WaitAsync(lines => lines.Count == 7);
        terminal.Lines.Should().Equal(
            "status",
            "> user",
            "  user001       user006",
            "  user002       user007",
            "  user003       user008",
            "  user004       user009",
            "  user005       and 91 more");
    }

    [Theory]
    [InlineData(5, 24)]
    [InlineData(40, 2)]
    [InlineData(2, 1)]
    public async Task OnATinyTerminalAListTakesNoMoreThanThereIs(int columns, int rows)
    {
        var terminal = new FakeTerminal(columns, rows);
        Candidate[] candidates = [.. Enumerable.Range(1, 100).Select(number => new Candidate($"{number:000}修\e[2J", "help that is longer than a row"))];
        await using var prompt = new EditingPrompt(terminal,
            new PromptOptions("> ") { Complete = _ => new Completions(candidates, Cycles: false) }, TimeProvider.System);
        await terminal.WaitAsync(_ => terminal.PasteMode);
        terminal.Press(ConsoleKey.Tab, '\t');
        terminal.Press(ConsoleKey.Tab, '\t');
        terminal.Type("x");

        await terminal.WaitAsync(lines => lines.Any(line => line.EndsWith('x')));
        terminal.MostLines.Should().BeLessThanOrEqualTo(rows);
    }

    [Fact]
    public async Task TabTriesOneNameAfterTheOther()
    {
        await using var prompt = Open(_ => new Completions([new Candidate("Carol: "), new Candidate("Caroline: ")], Cycles: true));
        _terminal.Type("ca");
        _terminal.Press(ConsoleKey.Tab, '\t');
        await _terminal.WaitAsync(lines => lines[^1] == "> Carol:");

        _terminal.Press(ConsoleKey.Tab, '\t');
        await _terminal.WaitAsync(lines => lines[^1] == "> Caroline:");
        _terminal.Press(ConsoleKey.Tab, '\t');
        await _terminal.WaitAsync(lines => lines[^1] == "> Carol:");
        _terminal.Type("!");

        await _terminal.WaitAsync(lines => lines[^1] == "> Carol: !");
    }

    [Fact]
    public async Task AltEnterBeginsAFurtherLine()
    {
        await using var prompt = Open();
        _terminal.Type("one");
        _terminal.Press(ConsoleKey.Enter, '\r', alt: true);
        _terminal.Type("two");

        await _terminal.WaitAsync(lines => lines is [.., "> one", "  two"]);
        _terminal.Press(ConsoleKey.Enter, '\r');
        _terminal.HangUp();

        (await ReadAllAsync(prompt)).Should().Equal("one\ntwo");
        await _terminal.WaitAsync(lines => lines is [">"]);
    }

    [Fact]
    public async Task AFewPastedLinesAreTakenAndSendNothing()
    {
        await using var prompt = Open();

        Paste("one\rtwo\r");

        await _terminal.WaitAsync(lines => lines is [.., "> one", "  two"]);
    }

    [Theory]
    [InlineData('y', "> 1")]
    [InlineData('n', ">")]
    public async Task ManyPastedLinesAsk(char answer, string first)
    {
        await using var prompt = Open();

        Paste("1\r2\r3\r4\r5\r6");
        await _terminal.WaitAsync(lines => lines.Any(line => line.StartsWith("Paste 6 lines", StringComparison.Ordinal)));
        _terminal.Type("x" + answer);

        await _terminal.WaitAsync(lines => lines.Any(line => line.StartsWith(first, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ControlRFindsWhatWasTypedBefore()
    {
        await using var prompt = Open();
        _terminal.Type("the one\nthe two\n");
        _terminal.Press(ConsoleKey.R, '\x12', control: true);
        _terminal.Type("the");
        await _terminal.WaitAsync(lines => lines[^1] == "(search) 'the': the two");

        _terminal.Press(ConsoleKey.R, '\x12', control: true);
        await _terminal.WaitAsync(lines => lines[^1] == "(search) 'the': the one");
        _terminal.Press(ConsoleKey.End);
        _terminal.Type("!\n");
        _terminal.HangUp();

        (await ReadAllAsync(prompt)).Should().Equal("the one", "the two", "the one!");
    }

    [Fact]
    public async Task ControlGGivesTheSearchUp()
    {
        await using var prompt = Open();
        _terminal.Type("one\ndraft");
        _terminal.Press(ConsoleKey.R, '\x12', control: true);
        _terminal.Type("zzz");
        await _terminal.WaitAsync(lines => lines[^1].StartsWith("(not found) 'zzz'", StringComparison.Ordinal));

        _terminal.Press(ConsoleKey.G, '\a', control: true);

        await _terminal.WaitAsync(lines => lines[^1] == "> draft");
    }

    [Fact]
    public async Task TheStatusStandsAboveThePrompt()
    {
        await using var prompt = Open();

        prompt.Status = new StyledText(("all is well", Style.Status));
        prompt.WriteLine("said");

        await _terminal.WaitAsync(lines => lines is ["said", "all is well", ">"]);
    }

    [Fact]
    public async Task EachPlaceHasItsOwnTextAndHistory()
    {
        await using var prompt = Open();
        prompt.PlaceKeyPressed = key => prompt.GoTo($"{key.Number}", $"{key.Number}> ");
        _terminal.Type("sent\nin the first");
        _terminal.Press(default, '2', alt: true);
        _terminal.Press(ConsoleKey.UpArrow);
        _terminal.Type("in the second\n");
        await _terminal.WaitAsync(lines => lines[^1] == "2>");
        prompt.Place.Should().Be("2");

        prompt.GoTo("", "> ");

        await _terminal.WaitAsync(lines => lines[^1] == "> in the first");
    }

    [Fact]
    public async Task WhatIsOfferedIsTakenOnlyWhereNothingIsTyped()
    {
        await using var prompt = Open();
        prompt.TryOffer("again").Should().BeTrue();
        await _terminal.WaitAsync(lines => lines[^1] == "> again");

        prompt.TryOffer("more").Should().BeFalse();
    }

    [Fact]
    public async Task AKeyThatChangesNothingWritesNothing()
    {
        await using var prompt = Open();
        _terminal.Type("x");
        await _terminal.WaitAsync(lines => lines[^1] == "> x");
        var written = _terminal.Written;

        prompt.Status = null;
        prompt.Label = "> ";
        prompt.Theme = Theme.Auto;
        _terminal.Type("y");
        await _terminal.WaitAsync(lines => lines[^1] == "> xy");

        (_terminal.Written - written).Should().BeLessThan(60); // the row alone, and no more than twice
    }

    [Fact]
    public async Task ControlLClearsTheScreenAndKeepsTheLine()
    {
        await using var prompt = Open();
        prompt.WriteLine("old");
        await _terminal.WaitAsync(lines => lines[0] == "old");
        _terminal.Type("half");
        _terminal.Press(ConsoleKey.L, '\f', control: true);

        await _terminal.WaitAsync(lines => lines.Count == 1 && lines[0] == "> half");
    }

    [Fact]
    public async Task ANewLabelIsShownAtOnce()
    {
        await using var prompt = Open();

        prompt.Label = "[Robert] > ";

        await _terminal.WaitAsync(lines => lines is ["[Robert] >"]);
    }

    [Fact]
    public async Task TheBellRings()
    {
        await using var prompt = Open();

        prompt.Notify("\a");

        await _terminal.WaitAsync(_ => _terminal.Bells == 1);
    }

    [Fact]
    public async Task ACommandIsKeptInSight()
    {
        await using var prompt = Open();

        prompt.EchoCommand("/users");

        await _terminal.WaitAsync(lines => lines is ["> /users", ">"]);
    }

    [Fact]
    public async Task DisposingTakesThePromptAwayAndThePasteModeToo()
    {
        var prompt = Open();
        prompt.WriteLine("stays");
        await _terminal.WaitAsync(_ => _terminal.PasteMode);

        await prompt.DisposeAsync();
        prompt.WriteLine("too late");

        _terminal.Lines.Should().Equal("stays", "");
        _terminal.PasteMode.Should().BeFalse();
        _terminal.HangUp();
    }

    [Fact]
    public async Task APasteSendsNothingWhateverIsInIt()
    {
        await using var prompt = Open();

        Paste("see [201~\n/me did what nobody typed\nrest");

        await _terminal.WaitAsync(lines => lines is [.., "> see [201~", "  /me did what nobody typed", "  rest"]);
        _terminal.HangUp();
        (await ReadAllAsync(prompt)).Should().BeEmpty();
    }

    [Fact]
    public async Task WhetherATextBeginsWithAPasteIsTold()
    {
        await using var prompt = Open();

        Paste("// note");
        _terminal.Type("!\r");
        Paste("// note");
        _terminal.Type("\u0001/\rtyped ");
        Paste("pasted");
        _terminal.Type("\r// typed\r");
        _terminal.HangUp();

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        (await prompt.ReadAsync(patience.Token).Select(input => (input.Text, input.BeginsWithPaste)).ToListAsync(patience.Token))
            .Should().Equal(("// note!", true), ("/// note", false), ("typed pasted", false), ("// typed", false));
    }

    [Fact]
    public async Task APasteThatIsTooLongIsRefused()
    {
        await using var prompt = Open();
        _terminal.Type("half");

        Paste(new string('x', PasteReader.MostCharacters + 1));

        await _terminal.WaitAsync(lines => lines.Any(line => line.StartsWith("Not pasted: it has more than 65536", StringComparison.Ordinal))
            && lines[^1] == "> half");
    }

    [Fact]
    public async Task TheCursorStandsWhereTheTerminalSaysThatTextEnds()
    {
        var terminal = new FakeTerminal { Columned = new([1, 2, 2, 2, 2, 2]) };
        await using var prompt = Open(terminal);
        await terminal.WaitAsync(_ => terminal.Questions == 6);

        terminal.Type("\u0915\u093e"); // a terminal that does not count the vowel sign

        await terminal.WaitAsync(_ => terminal.Cursor == (0, 3));
    }

    [Fact]
    public async Task ATerminalThatDoesNotSayIsTakenForAUsualOneAndNotWaitedFor()
    {
        var terminal = new FakeTerminal { Answers = false };
        var prompt = Open(terminal);

        terminal.Type("\u0915\u093e");

        await terminal.WaitAsync(_ => terminal.Cursor == (0, 4));
        await prompt.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
    }

    [Fact]
    public async Task AnswersOfTheTerminalAmongKeysAreNotTyped()
    {
        var terminal = new FakeTerminal { Answers = false };
        await using var prompt = Open(terminal);
        await terminal.WaitAsync(_ => terminal.Questions == 6);

        terminal.Type("a\e[1;3Rb\e[1;5R\e[1;5Rc\e[1;2R\e[1;2R\e[1;3Rd");

        await terminal.WaitAsync(lines => lines[^1] == "> abcd");
    }

    [Fact]
    public void AnAnswerThatComesInPiecesIsNotTypedEither()
    {
        var terminal = new FakeTerminal { Answers = false };
        var keys = new PromptKeys(terminal, TimeProvider.System, _ => { }, asksForPictures: false) { EscapeTimeout = TimeSpan.FromMilliseconds(1) };
        terminal.Type("\e");
        terminal.TakeBreak();
        terminal.Type("[1;3Rx");

        keys.Read(idle: () => { }).Text.Should().Be("x");
    }

    [Fact]
    public async Task ControlCClearsTheLineAndControlYPutsItBack()
    {
        await using var prompt = Open();
        var presses = 0;
        prompt.InterruptPressed = () => presses++;
        _terminal.Type("one\u0003");
        await _terminal.WaitAsync(lines => lines[^1] == ">");

        _terminal.Type("\u0019");
        await _terminal.WaitAsync(lines => lines[^1] == "> one");

        presses.Should().Be(0);
        prompt.TryOffer("other").Should().BeFalse();
    }

    [Fact]
    public async Task ControlCOnAnEmptyLineIsToldAlsoAfterTheEndOfInput()
    {
        await using var prompt = Open();
        var presses = new TaskCompletionSource();
        var count = 0;
        prompt.InterruptPressed = () =>
        {
            if (++count == 2)
            {
                presses.SetResult();
            }
        };

        _terminal.Type("\u0003\u0004\u0003");

        await presses.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        (await ReadAllAsync(prompt)).Should().BeEmpty();
    }

    [Fact]
    public async Task SignalKeysAreTheTerminalsAgainAfterwards()
    {
        var prompt = Open();
        _terminal.TakesSignalKeys.Should().BeTrue();

        await prompt.DisposeAsync();

        _terminal.TakesSignalKeys.Should().BeFalse();
    }

    [Fact]
    public async Task ATerminalThatTakesNothingKeepsNobodyWaitingButForVeryMuch()
    {
        var terminal = new FakeTerminal();
        await using var prompt = Open(terminal);
        await terminal.WaitAsync(_ => terminal.PasteMode);
        terminal.Hold();

        for (var i = 0; i < 100; i++)
        {
            prompt.WriteLine($"line {i}");
        }

        prompt.Label = "[Bob] > ";
        prompt.TryOffer("text").Should().BeTrue();
        terminal.GoOn();
        await terminal.WaitAsync(lines => lines[^1] == "[Bob] > text" && lines[^2] == "line 99");
    }

    [Fact]
    public async Task LeavingDoesNotWaitForATerminalThatTakesNothing()
    {
        var terminal = new FakeTerminal();
        var prompt = Open(terminal);
        await terminal.WaitAsync(_ => terminal.PasteMode);
        terminal.Hold();

        await Task.Run(async () => await prompt.DisposeAsync()).WaitAsync(TimeSpan.FromSeconds(30));
        terminal.GoOn();
    }

    [Theory]
    [InlineData("\e_Gi=31;OK\e\\", "\e[?62c", "\e_Ga=T,q=2,f=32,o=z,s=30,v=30,r=2,m=0;")]
    [InlineData(null, "\e[?62;4c", "\eP0;1q\"1;1;30;30#")]
    public async Task APictureStandsAmongTheLinesWhereTheTerminalTakesIt(string? graphics, string attributes, string sequence)
    {
        var terminal = new FakeTerminal { GraphicsAnswer = graphics, Attributes = attributes };
        await using var prompt = OpenForPictures(terminal);
        terminal.Type("half");
        await terminal.WaitAsync(lines => lines[^1] == "> half");

        prompt.WriteLine("a.png is in ~/Downloads");
        prompt.TryShowPicture(SamplePng.Plain(30, 30, 1, 2, 3)).Should().BeTrue();
        prompt.WriteLine("after");

        await terminal.WaitAsync(lines => lines.Contains("after"));
        terminal.Graphics.Should().HaveCount(2);
        terminal.Graphics[1].Above.Should().Be("a.png is in ~/Downloads");
        terminal.Graphics[1].Sequence.Should().StartWith(sequence);
        terminal.Lines[^1].Should().Be("> half");
    }

    [Theory]
    [InlineData("\e[?1;2c")]
    [InlineData(null)]
    public async Task WhereTheTerminalTakesNoPicturesNothingIsWritten(string? attributes)
    {
        var terminal = new FakeTerminal { Attributes = attributes };
        await using var prompt = OpenForPictures(terminal);
        terminal.Type("half");
        await terminal.WaitAsync(lines => lines[^1] == "> half");

        prompt.TryShowPicture(SamplePng.Plain(30, 30, 1, 2, 3)).Should().BeFalse();

        terminal.Graphics.Should().ContainSingle("it was asked").Which.Sequence.Should().StartWith("\e_Gi=31,");
    }

    [Fact]
    public async Task ATerminalIsNotAskedForPicturesThatAreNotWanted()
    {
        var terminal = new FakeTerminal { GraphicsAnswer = "\e_Gi=31;OK\e\\", Attributes = "\e[?62;4c" };
        await using var prompt = Open(terminal);
        terminal.Type("half");
        await terminal.WaitAsync(lines => lines[^1] == "> half");

        prompt.TryShowPicture(SamplePng.Plain(30, 30, 1, 2, 3)).Should().BeFalse();
        terminal.Graphics.Should().BeEmpty();
    }

    [Fact]
    public void AnAnswerAboutPicturesThatComesInPiecesIsNotTyped()
    {
        var terminal = new FakeTerminal { Answers = false };
        var keys = new PromptKeys(terminal, TimeProvider.System, _ => { }, asksForPictures: true) { EscapeTimeout = TimeSpan.FromMilliseconds(1) };
        foreach (var piece in (string[])["\e", "_", "Gi=31;O", "K", "\e", "\\", "\e", "[?6", "2;4cx"])
        {
            terminal.Type(piece);
            terminal.TakeBreak();
        }

        keys.Read(idle: () => { }).Text.Should().Be("x");
        keys.Pictures.Should().Be(PictureForm.Kitty);
    }

    private static EditingPrompt OpenForPictures(FakeTerminal terminal) =>
        new(terminal, new PromptOptions("> ") { AsksForPictures = true }, TimeProvider.System);

    private EditingPrompt Open(FakeTerminal terminal) => new(terminal, new PromptOptions("> "), TimeProvider.System);

    private EditingPrompt Open(Completer? complete = null) =>
        new(_terminal, new PromptOptions("> ") { Complete = complete, Theme = Theme.Auto }, TimeProvider.System);

    private void Paste(string text) => _terminal.AtOnce(() =>
    {
        _terminal.Press(ConsoleKey.Escape, '\e');
        _terminal.Type($"[200~{text}");
        _terminal.Press(ConsoleKey.Escape, '\e');
        _terminal.Type("[201~");
    });

    private static async Task<List<string>> ReadAllAsync(Prompt prompt)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        return await prompt.ReadAsync(patience.Token).Select(input => input.Text).ToListAsync(patience.Token);
    }
}
