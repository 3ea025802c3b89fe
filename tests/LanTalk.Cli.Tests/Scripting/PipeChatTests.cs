using System.Text.Json;
using LanTalk.Cli.Exits;
using LanTalk.Cli.Scripting;
using LanTalk.Client.Events;

namespace LanTalk.Cli.Tests.Scripting;

public sealed class PipeChatTests
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    [Fact]
    public async Task EveryObjectHasOneOutcomeWithItsReference()
    {
        await using var session = new FakeSession();

        (await RunAsync(
            session,
            """{"type":"say","text":"/etc","ref":"a"}""",
            """{"type":"action","text":"waves","ref":"b"}""",
            """{"type":"pm","to":"Carol","text":"psst","ref":"c"}""",
            """{"type":"command","text":"/users","ref":"d"}""",
            """{"type":"join","room":"ops","ref":"e"}""",
            """{"type":"say","text":"hello ops","ref":"f"}""",
            """{"type":"leave","room":"ops","ref":"g"}""",
            """{"type":"quit","ref":"h"}""",
            "not any more")).Should().Be(ExitCode.Done);

        session.Said.Select(said => $"{said.Room ?? said.To}: {said.Text}").Should().Equal(
            ": //etc", ": /me waves", "Carol: psst", ": /users", "ops: hello ops");
        Outcomes().Should().BeEquivalentTo(
            "a delivered /etc", "b delivered waves", "c delivered psst", "d done /users", "e done /join ops", "f delivered hello ops", "g done /leave ops",
            "h done /quit");
    }

    [Fact]
    public async Task ALineThatIsNoObjectIsSaidAndHasAnOutcomeToo()
    {
        await using var session = new FakeSession();

        (await RunAsync(session, "hello", " {\"type\":\"quit\"}")).Should().Be(ExitCode.Done);

        session.Said.Select(said => said.Text).Should().Equal("hello", " {\"type\":\"quit\"}");
        Outcomes().Should().HaveCount(2);
    }

    [Fact]
    public async Task AQuitThatIsTypedIsTheLastLine()
    {
        await using var session = new FakeSession();

        (await RunAsync(session, "hello", "/QUIT ", "not any more")).Should().Be(ExitCode.Done);

        session.Said.Should().ContainSingle();
    }

    [Fact]
    public async Task AWrongObjectIsNamedAndTheRestIsCarriedOut()
    {
        await using var session = new FakeSession();

        (await RunAsync(session, """{"type":"say"}""", """{"type":"say","text":"hi"}""")).Should().Be(ExitCode.Refused);

        _errors.ToString().Should().Contain("line 1: 'text' of a 'say' is missing");
        session.Said.Should().ContainSingle();
    }

    [Fact]
    public async Task WhatIsNotSentHasItsReferenceToo()
    {
        await using var session = new FakeSession { Answer = FakeSession.Refuse, ClosedRoom = "ops" };

        (await RunAsync(
            session,
            """{"type":"say","text":"hi","ref":"a"}""",
            $$"""{"type":"say","text":"{{new string('x', 5000)}}","ref":"b"}""",
            """{"type":"join","room":"ops","ref":"c"}""")).Should().Be(ExitCode.Refused);

        Outcomes().Select(outcome => outcome[..10]).Should().BeEquivalentTo("a not_sent", "b not_sent", "c not_sent");
    }

    [Fact]
    public async Task WhatIsStillOpenAtTheEndWasNotSent()
    {
        await using var session = new FakeSession { Answer = _ => null };

        await RunAsync(session, """{"type":"say","text":"hi","ref":"a"}""");

        Outcomes().Should().Equal("a not_sent hi");
    }

    [Fact]
    public async Task ARoomCannotBeNamedWhereThereIsOneAtATime()
    {
        await using var session = new FakeSession { HasRooms = false, Answer = what => new Said(what) };

        (await RunAsync(session, """{"type":"say","text":"hi","room":"ops"}""", """{"type":"say","text":"hello","ref":"a"}""")).Should().Be(ExitCode.Refused);

        Outcomes().Should().Equal("a sent hello");
    }

    [Fact]
    public async Task APrivateMessageIsOneWhateverWhiteSpacePartsIt()
    {
        await using var session = new FakeSession();

        await RunAsync(session, "/pm\tCarol\tone", "/pm Carol\u00a0two", """{"type":"command","text":"/pm\tCarol\tthree"}""");

        session.Said.Select(said => $"{said.To}: {said.Text}").Should().Equal("Carol: one", "Carol: two", "Carol: three");
    }

    [Fact]
    public async Task TheByteOrderMarkOfTheInputIsNoPartOfItsFirstLine()
    {
        await using var session = new FakeSession();

        await RunAsync(session, "\ufeff/pm Carol one", "/pm Carol two");
        await using var program = new FakeSession();
        await RunAsync(program, "\ufeff" + """{"type":"pm","to":"Carol","text":"three"}""");

        session.Said.Concat(program.Said).Select(said => $"{said.To}: {said.Text}").Should().Equal("Carol: one", "Carol: two", "Carol: three");
    }

    [Theory]
    [InlineData("\u200b/pm Carol psst")]
    [InlineData("\ufeff/pm Carol psst")] // where files were put together
    [InlineData("\ufeff{\"type\":\"pm\",\"to\":\"Carol\",\"text\":\"psst\"}")]
    [InlineData("/mp Carol psst")]
    [InlineData(". /pm Carol psst")]
    [InlineData("{\"type\":\"command\",\"text\":\"/mp Carol psst\"}")]
    public async Task ASlipIsNotSent(string line)
    {
        await using var session = new FakeSession();

        (await RunAsync(session, "hello", line)).Should().Be(ExitCode.Refused);

        session.Said.Should().ContainSingle().Which.Text.Should().Be("hello");
        _errors.ToString().Should().Contain("line 2 is not sent: ");
    }

    private Task<int> RunAsync(FakeSession session, params string[] lines) =>
        new PipeChat(session, new StringReader(string.Join('\n', lines)), TextWriter.Synchronized(_output),
            new Notes(_errors, "join"), json: true, TimeProvider.System)
            .RunAsync([], CancellationToken.None);

    private string[] Outcomes() =>
    [
        .. _output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<JsonElement>(line))
            .Where(line => line.GetProperty("type").GetString() is "delivered" or "done" or "sent" or "not_sent")
            .Select(line => $"{(line.TryGetProperty("ref", out var reference) ? reference : "-")} {line.GetProperty("type")} {line.GetProperty("text")}"),
    ];
}
