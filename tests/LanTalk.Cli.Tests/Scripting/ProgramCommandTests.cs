using LanTalk.Cli.Scripting;

namespace LanTalk.Cli.Tests.Scripting;

public sealed class ProgramCommandTests
{
    [Fact]
    public void AnObjectHasATypeAndItsFields()
    {
        ProgramCommand.TryRead("""{"type":"say","text":"hi","room":"Ops","ref":"7"}""", out var command, out _).Should().BeTrue();

        command!.Type.Should().Be("say");
        command.Text.Should().Be("hi");
        command.Room.Should().Be("ops");
        command.Ref.Should().Be("7");
    }

    [Theory]
    [InlineData("""{"text":"hi"}""", "'type' is missing")]
    [InlineData("""{"type":"shout","text":"hi"}""", "'type' is 'shout'")]
    [InlineData("""{"type":"say"}""", "'text' of a 'say' is missing")]
    [InlineData("""{"type":"say","text":" "}""", "'text' of a 'say' is missing or empty")]
    [InlineData("""{"type":"pm","text":"hi"}""", "'to' of a 'pm' is missing")]
    [InlineData("""{"type":"say","text":"hi","rooom":"ops"}""", "no field 'rooom'")]
    [InlineData("""{"type":"say","text":"hi","room":"no name"}""", "'room' is 'no name'")]
    [InlineData("""{"type":"say","text":7}""", "'text' must be a string")]
    [InlineData("""{"type":"say","text":"a","text":"b"}""", "'text' must be a string, and be there once")]
    [InlineData("""{"type":"command","text":"users"}""", "must begin with one '/'")]
    [InlineData("""{"type":"command","text":"//users"}""", "must begin with one '/'")]
    [InlineData("""{"type":"command","text":"/topic a\nb"}""", "is one line")]
    [InlineData("""{"type":"say","text":"\n"}""", "missing or empty")]
    [InlineData("""{"type":"say","text":"\ud800"}""", "not a JSON object")]
    [InlineData("""{"type":"say" """, "not a JSON object")]
    [InlineData("{say}", "not a JSON object")]
    public void WhatIsWrongIsNamed(string line, string problem)
    {
        ProgramCommand.TryRead(line, out _, out var told).Should().BeFalse();
        told.Should().Contain(problem);
    }

    [Fact]
    public void WhatIsToldOfAWrongLineIsSafeToShow()
    {
        ProgramCommand.TryRead("{\"type\":\"\\u001b[2J\"}", out _, out var problem).Should().BeFalse();
        problem.Should().NotContain("\u001b");
    }

    [Fact]
    public void ATextMayHaveSeveralLines()
    {
        ProgramCommand.TryRead("""{"type":"say","text":"a\r\nb\n"}""", out var command, out _).Should().BeTrue();

        command!.Text.Should().Be("a\nb");
    }
}
