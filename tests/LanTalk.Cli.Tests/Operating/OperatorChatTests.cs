using LanTalk.Cli.Operating;
using LanTalk.Cli.Tests.Chatting;
using LanTalk.Protocol.Messages;
using LanTalk.Server.Operator;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Cli.Tests.Operating;

public sealed class OperatorChatTests : IAsyncDisposable
{
    private readonly FakePrompt _prompt = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 14, 22, 0, TimeSpan.Zero));
    private readonly OperatorChat _chat;

    public OperatorChatTests()
    {
        _time.SetLocalTimeZone(TimeZoneInfo.Utc);
        _chat = new OperatorChat("Alice", _prompt, _time) { Vocabulary = new Vocabulary() };
    }

    public async ValueTask DisposeAsync()
    {
        await _chat.Output.DisposeAsync();
        _chat.Dispose();
    }

    [Fact]
    public async Task ARoomThatIsComeToIsShown()
    {
        _chat.Show([new RoomState("14:22", "ops", "e", 0, 1, "on call"), Saying("before", "ops")]);

        await _prompt.ShownAsync("--- ops: on call ---");
        await _prompt.ShownAsync("[14:22] Carol: before");
        _prompt.Label.Should().Be("[Alice | ops] > ");
    }

    [Fact]
    public async Task WhatIsSaidElsewhereIsCountedWithMentions()
    {
        _chat.Show([new RoomState("14:22", "ops", "e", 0, 0), new RoomState("14:22", "lobby", "e", 0, 0),
            Saying("Alice?", "ops", id: 1), Saying("here", null, id: 2)]);

        await _prompt.ShownAsync("[14:22] Carol: here");
        await FlushAsync();
        _prompt.Status!.ToString().Should().Be(" [1:lobby]  2:ops +1! | 3 online ");
        _prompt.Calls.Should().Equal("\a");
    }

    [Fact]
    public async Task OwnLinesAndMentionsHaveTheSignsOfJoin()
    {
        _chat.Show([new RoomMessage("14:22", "Alice", "hello"), Saying("Alice?", null, id: 1)]);

        await _prompt.ShownAsync("[14:22]>Alice: hello");
        await _prompt.ShownAsync("[14:22]!Carol: Alice?");
    }

    [Fact]
    public async Task ARoomThatWasLeftIsGone()
    {
        _chat.Show([new RoomState("14:22", "ops", "e", 0, 0), new SystemMessage("14:22", "You left ops.", SystemEvents.Leave, "Alice") { Room = "ops" }]);

        await _prompt.ShownAsync("You left ops.");
        _prompt.Place.Should().Be("lobby");
    }

    [Fact]
    public async Task WhatIsWrittenInPrivateIsSeenAndBelongsToTheConversation()
    {
        _chat.Show([new SentPrivately("14:22", "Bob", "psst")]);
        await _prompt.ShownAsync("[14:22]>(private, not sealed) to Bob: psst");

        _chat.Show([new PrivateMessage("14:22", "Bob", "yes?")]);

        await _prompt.ShownAsync("*** Bob writes to you in private: Alt-2 or /window 2 shows it. ***");
    }

    [Fact]
    public void ASecondPressOfControlCStopsTheServer()
    {
        _prompt.InterruptPressed!();
        _chat.Departure.Begun.IsCancellationRequested.Should().BeFalse();
        _prompt.Lines.Should().Equal("Press Ctrl-C again to stop the server.");

        _prompt.InterruptPressed();

        _chat.Departure.Begun.IsCancellationRequested.Should().BeTrue();
    }

    [Fact]
    public async Task ARenameThatSeveralRoomsAnnounceIsShownOnce()
    {
        var rename = new SystemMessage("14:22", "Bob is now known as Rob.", SystemEvents.Nick, "Bob", "Rob");

        _chat.Show([rename, rename with { Room = "ops" }, Saying("the end", null)]);

        await _prompt.ShownAsync("[14:22] Carol: the end");
        _prompt.Lines.Should().ContainSingle(line => line.Contains("now known as", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("hello", "ops", "hello", "ops", null)]
    [InlineData("hello", "@Bob", "hello", "lobby", "Bob")]
    [InlineData("/j #dev", "ops", "/join #dev", "ops", null)]
    [InlineData("/msg Bob psst", "lobby", "/pm Bob psst", "lobby", null)]
    [InlineData("/say /kick", "lobby", "//kick", "lobby", null)]
    [InlineData("/kick Bob", "@Bob", "/kick Bob", "lobby", null)]
    [InlineData("/exit", "lobby", "/quit", "lobby", null)]
    public async Task WhatIsTypedIsForThePlaceWhereItWasTyped(string typed, string place, string text, string room, string? to)
    {
        (await TypeAsync(typed, place)).Should().Equal(new OperatorLine(text, room, to));
    }

    [Theory]
    [InlineData("/window 1")]
    [InlineData("/clear")]
    [InlineData("/query Bob")]
    [InlineData("/leave @Bob")]
    public async Task WhatConcernsTheScreenAloneIsDoneThere(string typed)
    {
        (await TypeAsync(typed, "lobby")).Should().BeEmpty();
    }

    [Fact]
    public async Task ATopicTypedInPrivateChangesNoRoom()
    {
        (await TypeAsync("/topic tea", "@Bob")).Should().BeEmpty();

        await _prompt.ShownAsync("Not sent: /topic is for a room, and this is a private conversation with Bob.");
    }

    [Fact]
    public async Task SeveralLinesTypedInPrivateStayPrivate()
    {
        (await TypeAsync("one\n/quit", "@Bob")).Should().Equal(new OperatorLine("one\n/quit", "lobby", "Bob"));
    }

    [Fact]
    public async Task WhoSpokeLastIsCompletedFirst()
    {
        _chat.Show([Saying("hello", null, user: "Bernd")]);
        await _prompt.ShownAsync("[14:22] Bernd: hello");

        _chat.Complete("B").Candidates.Select(candidate => candidate.Text).Should().Equal("Bernd: ", "Bob: ");
        _chat.Complete("/join o").Candidates.Should().ContainSingle().Which.Text.Should().Be("ops ");
        _chat.Complete("/win").Candidates.Should().ContainSingle().Which.Text.Should().Be("/window ");
    }

    private static RoomMessage Saying(string text, string? room, long? id = null, string user = "Carol") =>
        new("14:22", user, text) { Room = room, Id = id, At = new DateTimeOffset(2026, 11, 24, 14, 22, 0, TimeSpan.Zero).ToUnixTimeMilliseconds() };

    private async Task<List<OperatorLine>> TypeAsync(string typed, string place)
    {
        _prompt.GoTo(place, "");
        _prompt.Type(typed);
        _prompt.EndInput();
        var lines = new List<OperatorLine>();
        await foreach (var line in _chat.ReadLinesAsync(CancellationToken.None))
        {
            lines.Add(line);
        }

        return lines;
    }

    /// <summary>Waits until everything is shown, including the status.</summary>
    private Task FlushAsync() => _chat.Output.DisposeAsync().AsTask();

    private sealed class Vocabulary : IOperatorVocabulary
    {
        public IReadOnlyList<CommandInfo> Commands { get; } = [new("join", "<room>", "Come to a room."), new("kick", "<user>", "Disconnect a user.")];

        public IEnumerable<string> UserNames => ["Bob", "Bernd"];

        public int Online => 3;

        public IEnumerable<string> RoomNames => ["lobby", "ops"];
    }
}
