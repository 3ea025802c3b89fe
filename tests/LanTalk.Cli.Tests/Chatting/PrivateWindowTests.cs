using LanTalk.Cli.Chatting;
using LanTalk.Cli.Settings;
using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;
using LanTalk.Terminal.Prompts;
using LanTalk.Terminal.Styling;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Cli.Tests.Chatting;

public sealed class PrivateWindowTests
{
    private readonly FakePrompt _prompt = new();
    private readonly FakeSession _session = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 14, 22, 0, TimeSpan.Zero));
    private readonly ChatScreen _screen;
    private readonly ChatInput _input;

    public PrivateWindowTests()
    {
        _time.SetLocalTimeZone(TimeZoneInfo.Utc);
        var settings = new ClientSettings(new Dictionary<string, string>());
        _screen = new ChatScreen(new SessionSource(_session, new Roster()), _prompt,
            new ScreenText(isEncrypted: false, Style.ForName), new Roster(), settings, _time);
        _input = new ChatInput(_session, _screen, _prompt, SettingsFile.In("/nonexistent"));
    }

    [Fact]
    public void APrivateMessageWaitsInAWindowOfItsOwnAndIsToldOnce()
    {
        Write("Carol", "psst");
        Write("carol", "are you there?");

        _prompt.Lines.Should().Equal("*** Carol writes to you in private: Alt-2 or /window 2 shows it. ***");
        _prompt.Status!.ToString().Should().StartWith(" [1:lobby]  2:@Carol +2! |");
        _prompt.Calls.Should().HaveCount(2);
    }

    [Fact]
    public void AWindowShowsWhatWaitsAndWhatWasSaidBefore()
    {
        Write("Carol", "one");
        _screen.GoTo(new PlaceKey(2, 0));
        _screen.GoTo("lobby");
        Write("Carol", "two");
        _prompt.TakeLines();

        _screen.GoTo("@Carol");

        _prompt.Lines.Should().Equal("--- private conversation with Carol ---", "[14:22]!(private) Carol: one", "--- new ---", "[14:22]!(private) Carol: two");
        _prompt.Label.Should().Be("[Bob | @Carol] > ");
    }

    [Fact]
    public void ARoomThatIsShownAgainShowsItsLastMessagesAgain()
    {
        for (var i = 1; i <= ChatWindow.MaxContext + 5; i++)
        {
            _screen.Show(new Received(new RoomMessage("14:22", "Carol", $"text {i}")));
        }

        _screen.Show(new Received(new SystemMessage("14:22", "Online: Alice", SystemEvents.Reply)));
        _screen.GoTo("@Carol");
        _prompt.TakeLines();

        _screen.GoTo("lobby");

        _prompt.Lines.Should().HaveCount(1 + ChatWindow.MaxContext);
        _prompt.Lines[1].Should().Be("[14:22] Carol: text 6");
        _prompt.Lines[^1].Should().Be("[14:22] Carol: text 15");
    }

    [Fact]
    public async Task WhatIsTypedInAPrivateWindowGoesToThatUserAlone()
    {
        await DoAsync("hello", "@Carol");
        await DoAsync("//etc", "@Carol");
        await DoAsync("/say /me waves", "@Carol");
        await _input.DoAsync(new PromptInput("one\ntwo", "@Carol"), CancellationToken.None);
        await _input.DoAsync(new PromptInput("// note", "@Carol") { BeginsWithPaste = true }, CancellationToken.None);

        _session.Said.Should().OnlyContain(said => said.To == "Carol");
        _session.Said.Select(said => said.PostedText).Should().Equal("hello", "/etc", "/me waves", "one\ntwo", "// note");
    }

    [Theory]
    [InlineData("/me waves")]
    [InlineData("/away")]
    [InlineData("/topic tea")]
    [InlineData("/history")]
    public async Task WhatIsForARoomDoesNotLeaveAPrivateWindow(string line)
    {
        await DoAsync(line, "@Carol");

        _session.Said.Should().BeEmpty();
        _prompt.Lines.Should().ContainSingle().Which.Should().Contain("this is a private conversation with Carol.");
        _prompt.Offers.Should().Equal(line);
    }

    [Fact]
    public async Task OtherCommandsAreCarriedOutAsInTheLobby()
    {
        await DoAsync("/users", "@Carol");

        _session.Said.Should().ContainSingle().Which.Should().Match<Outgoing>(said => said.IsCommand && said.Room == null && said.To == null);
    }

    [Theory]
    [InlineData("/pm Carol")]
    [InlineData("/query Carol")]
    public async Task ThePrivateWindowOfAUserCanBeOpened(string line)
    {
        await DoAsync(line);

        _prompt.Place.Should().Be("@Carol");
        _session.Said.Should().BeEmpty();
    }

    [Fact]
    public void WhatIsSentInPrivateFromARoomIsSeenThereAndBelongsToTheConversation()
    {
        _screen.Show(FakeSession.Accept(Outgoing.Private("Carol", "psst")));
        _prompt.TakeLines().Should().Equal("[14:22]>(private, not sealed) to Carol: psst");
        _prompt.Status!.ToString().Should().StartWith(" [1:lobby]  2:@Carol |");

        _screen.GoTo("@Carol");

        _prompt.Lines[^1].Should().Be("[14:22]>(private, not sealed) to Carol: psst");
    }

    [Theory]
    [InlineData("/leave", "@Carol")]
    [InlineData("/leave @Carol", "lobby")]
    public async Task APrivateWindowCanBeClosed(string line, string place)
    {
        Write("Carol", "psst");
        _screen.GoTo(place);

        await DoAsync(line, place);

        _screen.Places.Should().Equal("lobby");
        _prompt.Place.Should().Be("lobby");
        _session.Visits.Should().BeEmpty();
    }

    [Fact]
    public void APrivateConversationIsNoRoom()
    {
        Write("Carol", "psst");
        _screen.GoTo("@Carol");

        _screen.Rooms.Should().Equal("lobby");
        _screen.Shown.Should().Be("lobby");
    }

    [Fact]
    public void MadeUpNamesOpenNoWindowsWithoutEnd()
    {
        for (var i = 1; i <= ChatWindows.MaxPrivate + 1; i++)
        {
            Write($"user{i}", "psst");
        }

        _screen.Places.Should().HaveCount(1 + ChatWindows.MaxPrivate);
        _prompt.Lines[^1].Should().Be($"[14:22]!(private) user{ChatWindows.MaxPrivate + 1}: psst");
    }

    [Fact]
    public void ANameThatIsNoneOpensNoWindow()
    {
        Write("../\u001b[2J", "psst");

        _screen.Places.Should().Equal("lobby");
        _prompt.Lines.Should().ContainSingle().Which.Should().EndWith("psst");
    }

    [Fact]
    public void OnlyWhatWasTypedInThePlaceThatIsShownIsThereAgain()
    {
        _screen.GoTo("@Carol");

        _screen.Show(new NotSent(Outgoing.Private("Dave", "not here"), "too fast"));
        _screen.Show(new NotSent(Outgoing.Say("nor this", null), "too fast"));
        _screen.Show(new NotSent(Outgoing.Private("Carol", "but this"), "too fast"));

        _prompt.Offers.Should().Equal("but this");
    }

    private Task DoAsync(string line, string place = "lobby") => _input.DoAsync(new PromptInput(line, place), CancellationToken.None);

    private void Write(string from, string text) => _screen.Show(new Received(new PrivateMessage("14:22", from, text)));
}
