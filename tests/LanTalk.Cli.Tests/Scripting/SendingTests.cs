using System.Text.Json;
using LanTalk.Cli.Exits;
using LanTalk.Cli.Scripting;
using LanTalk.Client.Events;

namespace LanTalk.Cli.Tests.Scripting;

public sealed class SendingTests
{
    private bool _mayCreate = true;

    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    [Fact]
    public async Task EveryLineIsSaidInOrderAndNothingIsPrinted()
    {
        await using var session = new FakeSession();

        (await RunAsync(session, ["one", "two"], room: "ops")).Should().Be(ExitCode.Done);

        session.Said.Select(said => said.Text).Should().Equal("one", "two");
        session.Said.Should().OnlyContain(said => said.Room == "ops");
        $"{_output}{_errors}".Should().BeEmpty();
    }

    [Theory]
    [InlineData("/quit", "//quit")]
    [InlineData("//etc", "///etc")]
    [InlineData(" /quit", " /quit")]
    public async Task NothingIsACommand(string line, string said)
    {
        await using var session = new FakeSession();

        await RunAsync(session, [line]);

        session.Said.Should().ContainSingle().Which.Text.Should().Be(said);
        session.Said[0].IsCommand.Should().BeFalse();
        session.Said[0].PostedText.Should().Be(line);
    }

    [Fact]
    public async Task APrivateTextIsSaidAsItIs()
    {
        await using var session = new FakeSession();

        (await RunAsync(session, ["/etc"], to: "Carol")).Should().Be(ExitCode.Done);

        session.Said.Should().ContainSingle().Which.To.Should().Be("Carol");
        session.Said[0].Text.Should().Be("/etc");
        _errors.ToString().Should().Contain("not sealed");
    }

    [Fact]
    public async Task WhatIsRefusedIsNamedAndTheToolFails()
    {
        await using var session = new FakeSession { Answer = what => what.Text == "two" ? FakeSession.Refuse(what) : FakeSession.Accept(what) };

        (await RunAsync(session, ["one", "two", "three"])).Should().Be(ExitCode.Refused);

        _errors.ToString().Should().Be($"lantalk send: not sent: too fast: two{Environment.NewLine}");
    }

    [Fact]
    public async Task WhatIsTooLongIsNotSentAndTheRestIs()
    {
        await using var session = new FakeSession();

        (await RunAsync(session, [new string('x', 5000), "short"])).Should().Be(ExitCode.Refused);

        session.Said.Should().ContainSingle().Which.Text.Should().Be("short");
        _errors.ToString().Should().Contain("it has 5000 bytes");
    }

    [Fact]
    public async Task ARoomThatIsClosedGetsNothing()
    {
        await using var session = new FakeSession { ClosedRoom = "ops" };

        (await RunAsync(session, ["one", "two"], room: "ops")).Should().Be(ExitCode.Refused);

        session.Said.Should().BeEmpty();
        _errors.ToString().Should().Contain("you are not in ops: one").And.Contain("you are not in ops: two");
    }

    [Fact]
    public async Task ARoomIsMadeOnlyWhereThatWasAskedFor()
    {
        await using var session = new FakeSession { ClosedRoom = "ops" };
        _mayCreate = false;

        (await RunAsync(session, ["one"], room: "ops")).Should().Be(ExitCode.Refused);

        session.Visits.Should().Equal("=ops");
        _errors.ToString().Should().Contain("you are not in ops; --create makes a room that is not there: one");
    }

    [Fact]
    public async Task WhatHasNoAnswerWhenTheConnectionIsLostForGoodIsNotSent()
    {
        await using var session = new FakeSession { Answer = _ => null };
        var running = RunAsync(session, ["one"], json: true);
        session.End(new ChatEnding(ChatEndingKind.Lost));

        (await running).Should().BeOneOf(ExitCode.Network, ExitCode.Refused);

        Objects().Should().ContainSingle().Which.GetProperty("type").GetString().Should().Be("not_sent");
    }

    [Fact]
    public async Task ForProgramsThereIsOneObjectForEachLine()
    {
        await using var session = new FakeSession { Answer = what => what.Text == "two" ? FakeSession.Refuse(what) : FakeSession.Accept(what) };

        await RunAsync(session, ["one", "two"], json: true);

        Objects().Select(line => $"{line.GetProperty("type")} {line.GetProperty("text")}").Should().BeEquivalentTo("delivered one", "not_sent two");
        Objects().First().GetProperty("id").GetInt64().Should().Be(7);
    }

    private Task<int> RunAsync(FakeSession session, string[] lines, string? to = null, string? room = null, bool json = false) =>
        new Sending(session, lines, to, _output, new Notes(_errors, "send"), json) { MayCreate = _mayCreate }.RunAsync(room, CancellationToken.None);

    private IEnumerable<JsonElement> Objects() =>
        _output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line));

    [Fact]
    public async Task ATextOfSeveralLinesIsOneMessageAndNamedInOneLine()
    {
        await using var session = new FakeSession { Answer = FakeSession.Refuse };

        (await RunAsync(session, ["/def\n  one"])).Should().Be(ExitCode.Refused);

        session.Said.Should().ContainSingle().Which.PostedText.Should().Be("/def\n  one");
        _errors.ToString().Should().Be($"lantalk send: not sent: too fast: /def ⏎   one{Environment.NewLine}");
    }

    [Fact]
    public async Task NothingIsSentAndNoRoomIsEnteredForATextThatIsTooLong()
    {
        await using var session = new FakeSession();

        (await RunAsync(session, [$"one\n{new string('x', 100_000)}"], room: "ops")).Should().Be(ExitCode.Refused);

        session.Visits.Should().BeEmpty();
        session.Said.Should().BeEmpty();
        _errors.ToString().Should().StartWith("lantalk send: not sent: it has 100004 bytes, and the server takes 4096: one ⏎ xxx");
        _errors.ToString().Length.Should().BeLessThan(1200);
    }

    [Fact]
    public async Task WithoutRoomsTheSignsBetweenTheLinesCountToo()
    {
        await using var session = new FakeSession { HasRooms = false, Welcome = new("14:22", "Bob", "Alice", MaxText: 6) };

        (await RunAsync(session, ["a\nb"])).Should().Be(ExitCode.Refused);

        _errors.ToString().Should().Contain("it has 7 bytes, and the server takes 6");
    }
}
