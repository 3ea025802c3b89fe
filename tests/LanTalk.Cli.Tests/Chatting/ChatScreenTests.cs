using LanTalk.Cli.Chatting;
using LanTalk.Cli.Settings;
using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;
using LanTalk.Terminal.Prompts;
using LanTalk.Terminal.Styling;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Cli.Tests.Chatting;

public sealed class ChatScreenTests
{
    private readonly FakePrompt _prompt = new();
    private readonly FakeSession _session = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 14, 22, 0, TimeSpan.Zero));
    private readonly ChatScreen _screen;

    public ChatScreenTests()
    {
        _time.SetLocalTimeZone(TimeZoneInfo.Utc);
        _screen = new ChatScreen(new SessionSource(_session, new Roster()), _prompt,
            new ScreenText(isEncrypted: false, Style.ForName), new Roster(), SettingsOf([]), _time);
    }

    [Fact]
    public void WhatIsSaidInTheRoomIsShown()
    {
        Say("hello");

        _prompt.Lines.Should().Equal("[14:22] Carol: hello");
    }

    [Fact]
    public void WhatIsSaidElsewhereWaitsAndIsCounted()
    {
        Enter("ops");
        _prompt.TakeLines();

        Say("one", "ops");
        Say("two, Bob", "ops");

        _prompt.Lines.Should().BeEmpty();
        _prompt.Status!.ToString().Should().StartWith(" [1:lobby]  2:ops +2! |");
    }

    [Fact]
    public void WhatTheReaderSaidElsewhereIsNoNews()
    {
        Enter("ops");

        _screen.Show(new Received(new RoomMessage("14:22", "Bob", "mine") { Room = "ops", Id = 1 }));

        _prompt.Status!.ToString().Should().StartWith(" [1:lobby]  2:ops |");
    }

    [Fact]
    public void ARoomThatIsShownShowsWhatWaitsAndWhereTheNewsBegin()
    {
        Enter("ops", lastId: 1, topic: "on call");
        Say("before", "ops", id: 1);
        Say("news", "ops", id: 2);
        _prompt.TakeLines();

        _screen.GoTo("ops");

        _prompt.Lines.Should().Equal("--- ops: on call ---", "[14:22] *** You are in ops: on call ***",
            "[14:22] Carol: before", "--- new ---", "[14:22] Carol: news");
        _prompt.Place.Should().Be("ops");
        _prompt.Label.Should().Be("[Bob | ops] > ");
        _prompt.Status!.ToString().Should().StartWith(" 1:lobby  [2:ops] |");
    }

    [Fact]
    public void OfVeryMuchTheEndIsShownAndHowMuchIsNot()
    {
        Enter("ops");
        for (var i = 1; i <= 300; i++)
        {
            Say($"{i}", "ops", id: i);
        }

        _prompt.TakeLines();
        _screen.GoTo("ops");

        _prompt.Lines[1].Should().Be("--- 100 earlier messages are not shown here; /history 300 shows them ---");
        _prompt.Lines[^1].Should().EndWith("300");
    }

    [Fact]
    public void KeysGoRoundTheRooms()
    {
        Enter("ops");
        Enter("dev");

        _screen.GoTo(new PlaceKey(0, -1));
        _prompt.Place.Should().Be("dev");
        _screen.GoTo(new PlaceKey(0, 1));
        _prompt.Place.Should().Be("lobby");
        _screen.GoTo(new PlaceKey(2, 0));
        _prompt.Place.Should().Be("ops");
        _screen.GoTo(new PlaceKey(9, 0));
        _prompt.Place.Should().Be("ops");
    }

    [Fact]
    public void AKeyLeadsToTheNextRoomWithNewsAndFirstToWhereTheUserIsNamed()
    {
        Enter("ops");
        Enter("dev");
        Enter("tea");
        Say("hello", "dev", id: 1);
        Say("Bob, look", "tea", id: 1);
        var key = new PlaceKey(0, 1, ToNews: true);

        _screen.GoTo(key);
        _prompt.Place.Should().Be("tea");
        _screen.GoTo(key);
        _prompt.Place.Should().Be("dev");
        _screen.GoTo(key);
        _prompt.Place.Should().Be("dev", "nothing is new elsewhere");
    }

    [Fact]
    public void ARoomThatWasLeftIsGoneAndTheLobbyIsShown()
    {
        Enter("ops");
        _screen.GoTo("ops");

        _screen.Close("ops");

        _screen.Rooms.Should().Equal("lobby");
        _prompt.Place.Should().Be("lobby");
    }

    [Fact]
    public void ARenameThatSeveralRoomsAnnounceIsShownOnce()
    {
        Enter("ops");
        _prompt.TakeLines();

        Rename(room: null);
        Rename("ops");

        _prompt.Lines.Should().ContainSingle().Which.Should().Contain("Carol is now Caro.");

        void Rename(string? room) => _screen.Show(new Received(
            new SystemMessage("14:22", "Carol is now Caro.", SystemEvents.Nick) { User = "Carol", Name = "Caro", Room = room }));
    }

    [Fact]
    public void WhoIsNamedIsCalledButNotByOldMessages()
    {
        Enter("ops", lastId: 1);

        Say("Bob?", "ops", id: 1);
        _prompt.Calls.Should().BeEmpty();
        Say("Bobby?", "ops", id: 2);
        _prompt.Calls.Should().BeEmpty();
        Say("hi bob!", "ops", id: 3);

        _prompt.Calls.Should().Equal("\a");
    }

    [Fact]
    public void APrivateMessageCallsAndDoesNotShowItsTextElsewhere()
    {
        _screen.Settings = SettingsOf(new() { ["notify"] = "osc9" });

        _screen.Show(new Received(new PrivateMessage("14:22", "Carol", "the secret")));

        _prompt.Calls.Should().Equal("\e]9;Carol: a private message\a");
    }

    [Fact]
    public void AFewWhoComeAreShownAndACrowdIsOneLine()
    {
        for (var i = 1; i <= 8; i++)
        {
            Come($"user{i}");
        }

        _screen.Show(new Received(new SystemMessage("14:23", "user8 left.", SystemEvents.Leave, "user8")));
        _prompt.Lines.Should().HaveCount(PresenceFold.Unfolded);

        _time.Advance(TimeSpan.FromSeconds(2));

        _prompt.Lines.Should().HaveCount(PresenceFold.Unfolded + 1);
        _prompt.Lines[^1].Should().Be("[14:23] *** user4, user5, user6 and 1 more joined. ***");
    }

    [Fact]
    public void WhatIsSaidComesBehindWhoCameBefore()
    {
        for (var i = 1; i <= 5; i++)
        {
            Come($"user{i}");
        }

        Say("hello");

        _prompt.Lines[^2..].Should().Equal("[14:22] *** user4, user5 joined. ***", "[14:22] Carol: hello");
    }

    [Fact]
    public void WhoComesAndGoesCanBeHidden()
    {
        _screen.Settings = SettingsOf(new() { ["presence"] = "hide" });

        Come("user1");

        _prompt.Lines.Should().BeEmpty();
    }

    [Fact]
    public void AnotherDayIsALine()
    {
        Say("yesterday", at: _time.GetUtcNow().AddDays(-1));
        Say("today", at: _time.GetUtcNow());
        Say("today, too", at: _time.GetUtcNow());

        _prompt.Lines.Should().Equal(
            "--- Monday, 23 November 2026 ---", "[14:22] Carol: yesterday", "--- Tuesday, 24 November 2026 ---",
                "[14:22] Carol: today", "[14:22] Carol: today, too");
    }

    [Fact]
    public void WhoWasAwaySeesWhereTheReadingStopped()
    {
        _prompt.KeyAt = _time.GetTimestamp();
        Say("seen");
        _time.Advance(TimeSpan.FromMinutes(6));
        Say("missed");
        Say("missed, too");

        _prompt.Lines.Should().Equal("[14:22] Carol: seen", "--- unread ---", "[14:22] Carol: missed", "[14:22] Carol: missed, too");
    }

    [Fact]
    public void WhatWasNotSentIsThereAgainToBeEdited()
    {
        _screen.Show(new NotSent(Outgoing.Say("my text", null), "Too fast."));

        _prompt.Lines.Should().Equal("Not sent: Too fast: my text");
        _prompt.Offers.Should().Equal("my text");
    }

    [Fact]
    public void TheStatusTellsOfTheConnection()
    {
        _session.RoundTrip = TimeSpan.FromMilliseconds(3.2);
        _screen.ShowStatus();
        _prompt.Status!.ToString().Should().Be(" [1:lobby] | not encrypted 4 ms ");

        _screen.Show(new ConnectionLost());
        _screen.ShowSending(2);

        _prompt.Status!.ToString().Should().Be(" no connection, trying again | sending 2 | [1:lobby] | not encrypted ");
    }

    [Fact]
    public void WhoHearsTheChatHearsOfACrowdInWordsAndNotInAsterisks()
    {
        var screen = Spoken();
        for (var i = 1; i <= 5; i++)
        {
            screen.Show(Coming($"user{i}"));
        }

        _time.Advance(TimeSpan.FromSeconds(2));

        _prompt.Lines[^1].Should().Be("user4, user5 joined.");
    }

    [Fact]
    public void WhoHearsTheChatAndHasNoStatusLineIsToldOnceThatAnotherRoomHasNewsAndOnceThatItNamesThem()
    {
        var screen = Spoken();
        screen.Show(new Entered(new RoomState("14:22", "ops", "e", 0, 1, null), IsReturn: false));
        _prompt.TakeLines();

        foreach (var text in (string[])["one", "two", "Bob?", "Bob!"])
        {
            screen.Show(Saying(text, "ops", id: 2));
        }

        _prompt.TakeLines().Should().Equal("There is something new in ops. /window 2 shows it.", "You are named in ops. /window 2 shows it.");
        screen.GoTo("ops");
        _prompt.TakeLines().Should().StartWith(["ops.", "You are in the room ops.", "new.", "Carol says: one, at 14:22"]);
    }

    [Fact]
    public void WhoHearsTheChatHearsWhichLinesAreOwnAndWhichNameThem()
    {
        var screen = Spoken();
        screen.Show(new Received(new RoomMessage("14:22", "Bob", "hi, this is Bob")));
        screen.Show(new Received(new RoomMessage("14:22", "Carol", "hi Bob")));
        screen.Show(new Received(new RoomMessage("14:22", "Carol", "waves to Bob", true)));
        screen.Show(new Received(new RoomMessage("14:22", "Carol", "hi all")));

        _prompt.TakeLines().Should().Equal(
            "You: Bob says: hi, this is Bob, at 14:22",
            "You are named. Carol says: hi Bob, at 14:22",
            "You are named. Carol waves to Bob, at 14:22",
            "Carol says: hi all, at 14:22");
    }

    [Fact]
    public void OwnLinesAndMentionsHaveSignsUnderANewNameToo()
    {
        _screen.Show(new Received(new SystemMessage("14:22", "Bob is now known as Rob.", SystemEvents.Nick, "Bob", "Rob")));
        _prompt.TakeLines();
        _screen.Show(new Received(new RoomMessage("14:22", "Rob", "hello")));
        _screen.Show(new Received(new RoomMessage("14:22", "Carol", "hi Rob")));
        _screen.Show(new Received(new RoomMessage("14:22", "Carol", "hi Bob")));

        _prompt.TakeLines().Should().Equal("[14:22]>Rob: hello", "[14:22]!Carol: hi Rob", "[14:22] Carol: hi Bob");
    }

    [Fact]
    public void ANewNameIsInTheLabel()
    {
        _screen.Show(new Received(new SystemMessage("14:22", "Bob is now known as Rob.", SystemEvents.Nick, "Bob", "Rob")));

        _prompt.Label.Should().Be("[Rob | lobby] > ");
    }

    private static ClientSettings SettingsOf(Dictionary<string, string> chosen) => new(chosen);

    private static Received Saying(string text, string? room, long? id, DateTimeOffset? at = null) =>
        new(new RoomMessage("14:22", "Carol", text) { Room = room, Id = id, At = at?.ToUnixTimeMilliseconds() });

    private static Received Coming(string user) => new(new SystemMessage("14:22", $"{user} joined.", SystemEvents.Join, user));

    private ChatScreen Spoken() =>
        new(new SessionSource(_session, new Roster()), _prompt, new SpokenText(isEncrypted: true), new Roster(), SettingsOf([]), _time);

    private void Say(string text, string? room = null, long? id = null, DateTimeOffset? at = null) => _screen.Show(Saying(text, room, id, at));

    private void Come(string user) => _screen.Show(Coming(user));

    private void Enter(string room, long lastId = 0, string? topic = null) =>
        _screen.Show(new Entered(new RoomState("14:22", room, "e", 0, lastId, topic), IsReturn: false));
}
