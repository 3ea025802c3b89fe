using LanTalk.Cli.Chatting;
using LanTalk.Cli.Settings;
using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;
using LanTalk.Terminal.Prompts;
using LanTalk.Terminal.Styling;

namespace LanTalk.Cli.Tests.Chatting;

public sealed class ChatInputTests
{
    private readonly FakePrompt _prompt = new();
    private readonly FakeSession _session = new();
    private readonly ChatScreen _screen;
    private readonly ChatInput _input;

    public ChatInputTests()
    {
        _screen = new ChatScreen(new SessionSource(_session, new Roster()), _prompt, new ScreenText(isEncrypted: false, Style.ForName),
            new Roster(), new ClientSettings(new Dictionary<string, string>()), TimeProvider.System);
        _input = new ChatInput(_session, _screen, _prompt, SettingsFile.In("/nonexistent"));
    }

    [Fact]
    public async Task ALineIsSaidInTheRoomWhereItWasTyped()
    {
        await DoAsync("hello", "ops");

        _session.Said.Should().ContainSingle().Which.Should().Match<Outgoing>(said => said.Text == "hello" && said.Room == "ops");
    }

    [Fact]
    public async Task ATextOfSeveralLinesIsOneMessage()
    {
        (await _input.DoAsync(new PromptInput("one\n\n/etc/hosts\r\n/quit\n\n", "ops"), CancellationToken.None)).Should().BeFalse();

        _session.Said.Should().ContainSingle().Which.Text.Should().Be("one\n\n/etc/hosts\n/quit");
        _session.Said[0].Room.Should().Be("ops");
    }

    [Theory]
    [InlineData("/usr/bin\nand so on", "/usr/bin\nand so on")]
    [InlineData("/say /me waves\nand goes", "/me waves\nand goes")]
    [InlineData("//etc\n", "/etc")]
    public async Task OfSeveralLinesNoneIsACommand(string typed, string posted)
    {
        await DoAsync(typed);

        _session.Said.Should().ContainSingle().Which.PostedText.Should().Be(posted);
        _session.Said[0].IsCommand.Should().BeFalse();
    }

    [Theory]
    [InlineData("/mp Carol psst")]
    [InlineData("\ufeff/pm Carol psst")]
    [InlineData(". /pm Carol psst")]
    [InlineData("/quit\nnow")]
    [InlineData("/mp Carol one\ntwo")]
    public async Task ASlipIsNotSentAndThereAgain(string typed)
    {
        await DoAsync(typed);

        _session.Said.Should().BeEmpty();
        _prompt.Offers.Should().Equal(typed);
        _prompt.Lines.Should().ContainSingle().Which.Should().StartWith("Not sent: ");
    }

    [Theory]
    [InlineData("// note", true, "// note")]
    [InlineData("//example.org/x", true, "//example.org/x")]
    [InlineData("// note", false, "/ note")]
    public async Task WhatIsPastedIsSaidAsItIs(string text, bool isPasted, string posted)
    {
        await _input.DoAsync(new PromptInput(text, "lobby") { BeginsWithPaste = isPasted }, CancellationToken.None);

        _session.Said.Should().ContainSingle().Which.PostedText.Should().Be(posted);
    }

    [Theory]
    [InlineData("a\tb\n\tc", "a       b\n        c")]
    [InlineData("/me a\tb", "a   b")]
    [InlineData("/pm Carol a\n\tb", "a\n        b")]
    public async Task ATabIsAsManyBlanksAsItLooks(string typed, string posted)
    {
        await DoAsync(typed);

        _session.Said.Should().ContainSingle().Which.PostedText.Should().Be(posted);
    }

    [Theory]
    [InlineData("/pm Carol def f():\n    return 1")]
    [InlineData("/pm Carol\ndef f():\n    return 1")]
    public async Task SeveralLinesMayBePrivate(string typed)
    {
        await DoAsync(typed);

        _session.Said.Should().ContainSingle().Which.To.Should().Be("Carol");
        _session.Said[0].Text.Should().Be("def f():\n    return 1");
    }

    [Fact]
    public async Task WhatWasNotSentComesBackAsItWasTyped()
    {
        var session = new FakeSession { Answer = FakeSession.Refuse };
        var screen = new ChatScreen(new SessionSource(session, new Roster()), _prompt, new ScreenText(isEncrypted: false, Style.ForName),
            new Roster(), new ClientSettings(new Dictionary<string, string>()), TimeProvider.System);
        var input = new ChatInput(session, screen, _prompt, SettingsFile.In("/nonexistent"));

        await input.DoAsync(new PromptInput("/usr/bin\n/etc", "lobby"), CancellationToken.None);
        screen.Show(FakeSession.Refuse(session.Said[0]));

        _prompt.Offers.Should().Equal("/usr/bin\n/etc");
    }

    [Theory]
    [InlineData("/quit", true)]
    [InlineData(" /QUIT ", true)]
    [InlineData("/quitter", false)]
    public async Task QuitLeaves(string line, bool leaves)
    {
        (await _input.DoAsync(new PromptInput(line, "lobby"), CancellationToken.None)).Should().Be(leaves);
    }

    [Fact]
    public async Task ARoomIsShownOnceItIsJoined()
    {
        _session.ClosedRoom = "full";
        await DoAsync("/join Ops");
        _prompt.Place.Should().Be("ops");

        await DoAsync("/join full");
        await DoAsync("/join no/name");
        _prompt.Place.Should().Be("ops");
        await DoAsync("/leave", "ops");

        _prompt.Place.Should().Be("lobby");
        _session.Visits.Should().Equal("+ops", "+full", "-ops");
        _prompt.Lines.Should().Contain("You are not in full.").And.Contain(line => line.StartsWith("'no/name' is not a room name", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("tea", new string[0], "tea")]
    [InlineData("lobby", new string[0], "lobby")]
    [InlineData("full", new string[0], "lobby")]
    [InlineData("tea", new[] { "ops" }, "ops")]
    public async Task TheRoomsOfTheLastVisitAreEnteredAgain(string shownThen, string[] asked, string shown)
    {
        _session.ClosedRoom = "full";

        await _input.ComeBackAsync(new Visit(null, ["tea", "full"], shownThen), asked, CancellationToken.None);

        _session.Visits.Should().Equal([.. new[] { "+tea", "+full" }, .. asked.Select(room => $"+{room}")]);
        _prompt.Place.Should().Be(shown);
        _prompt.Lines.Should().Contain("You are not in full.");
    }

    [Fact]
    public async Task WhatIsTooLongIsNotSentAndThereAgain()
    {
        var text = new string('x', 5000);

        await DoAsync(text);

        _session.Said.Should().BeEmpty();
        _prompt.Offers.Should().Equal(text);
    }

    [Fact]
    public async Task OtherWordsDoTheSame()
    {
        await DoAsync("/j #Ops");
        await DoAsync("/part #ops", "ops");
        await DoAsync("/clear");
        await DoAsync("/names");
        (await _input.DoAsync(new PromptInput("/exit", "lobby"), CancellationToken.None)).Should().BeTrue();

        _session.Visits.Should().Equal("+ops", "-ops");
        _prompt.Clearings.Should().Be(1);
        _session.Said.Should().ContainSingle().Which.Text.Should().Be("/users");
    }

    [Fact]
    public async Task HelpNamesTheOtherWords()
    {
        await DoAsync("/help");

        _prompt.Lines.Should().Contain(line => line.Contains("/msg, /query, /w for /pm", StringComparison.Ordinal));
        await DoAsync("/help msg");
        _session.Said[^1].Text.Should().Be("/help pm");
    }

    [Fact]
    public async Task HelpHasTopicsAndTheServersCommandsAreTheServers()
    {
        await DoAsync("/help keys");
        _session.Said.Should().BeEmpty();
        _prompt.Lines.Should().Contain(line => line.Contains("Ctrl-R", StringComparison.Ordinal));

        await DoAsync("/help");
        await DoAsync("/help pm");

        _session.Said.Select(said => said.Text).Should().Equal("/help", "/help pm");
    }

    [Fact]
    public async Task HelpListsCommandsInGroupsWithoutAskingWhatTheServerHasTold()
    {
        _screen.Roster.Learn(new Received(new Overview("14:22", 1, ["Alice"], [new CommandInfo("pm", "<user> <message>",
            "Send a message to one user alone."), new CommandInfo("brew", "", "Make coffee."), new CommandInfo("help", "[command]", "List.")])));

        await DoAsync("/help");

        _session.Said.Should().BeEmpty();
        _prompt.Lines.Should().ContainInOrder(
            "Talk:",
            "  /pm <user> <message>      Send a message to one user alone. Also /msg,\n                            /query, /w.",
            "  /cancel [number]          Drop unsent texts, or end a transfer.",
            "Rooms:",
            "This server's own:",
            "  /brew                     Make coffee.");
        _prompt.Lines.Should().ContainSingle(line => line.TrimStart().StartsWith("/help [", StringComparison.Ordinal));
    }

    [Fact]
    public async Task HelpOnANarrowTerminalPutsTextsBelowWhatTheyExplain()
    {
        _prompt.ColumnsShown = 40;

        await DoAsync("/help");

        _prompt.Lines.Should().ContainInConsecutiveOrder("  /clear", "    Clear the screen, as Ctrl-L does.");
    }

    [Theory]
    [InlineData("/help msg", "/pm <user> <message>: Send. Also /msg, /query, /w.", "For example: /pm Carol are you there?")]
    [InlineData("/help /set", "/set [setting] [value]: Show your settings, or change one.", "For example: /set theme dark")]
    public async Task HelpOfACommandHasAnExample(string line, string help, string example)
    {
        _screen.Roster.Learn(new Received(new Overview("14:22", 1, ["Alice"], [new CommandInfo("pm", "<user> <message>", "Send.")])));

        await DoAsync(line);

        _session.Said.Should().BeEmpty();
        _prompt.Lines.TakeLast(2).Should().Equal(help, example);
    }

    [Fact]
    public async Task ASettingThatIsNoneIsRefused()
    {
        await DoAsync("/set theme pink");
        await DoAsync("/set nothing");
        await DoAsync("/set escape-timeout 0");

        _prompt.Lines.Should().Contain("Not set: 'pink' is not valid for theme: it is one of auto, dark, light, mono.");
        _prompt.Lines.Should().Contain("There is no setting 'nothing'. /set lists them.");
        _prompt.Lines.Should().Contain(line => line.Contains("'0' is not valid for escape-timeout", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/window x", "'x' is not a room number: 1 is lobby, 2 is ops.")]
    [InlineData("/window 3", "'3' is not a room number: 1 is lobby, 2 is ops.")]
    [InlineData("/window", "/window takes the number of a room: 1 is lobby, 2 is ops.")]
    public async Task AWindowThatIsNoneIsRefusedWithThoseThatAre(string line, string problem)
    {
        await DoAsync("/join ops");

        await DoAsync(line);

        _prompt.Place.Should().Be("ops");
        _prompt.Lines[^1].Should().Be(problem);
    }

    [Fact]
    public async Task WithoutRoomsTheServerDealsWithThem()
    {
        _session.HasRooms = false;

        await DoAsync("/join ops");

        _session.Said.Should().ContainSingle().Which.Text.Should().Be("/join ops");
    }

    private Task DoAsync(string text, string place = "lobby") => _input.DoAsync(new PromptInput(text, place), CancellationToken.None);
}
